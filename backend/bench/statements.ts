import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Orders, Ordered } from './order-load.js';
import { RECIPIENT } from '../prove/shoppers.js';
import { forked } from './forked.js';
import { preload } from './preload.js';
import type { Stage } from './stage.js';

export type Statements = Record<'list' | 'product' | 'me' | 'history' | 'place' | 'pay' | 'webhook', number>;

/** Later than anything here. */
const LATER = '86400';
const SETTLED_MS = 3_000;

/** What each hot road hands to the database when it is gone alone, begin and commit counted; the jobs are silent meanwhile. */
export async function countStatements(stage: Stage): Promise<Statements> {
  // The second is of the same university, and orders for the first time.
  const people = await stage.students(stage.promotions.length + 1);
  const [first, student] = [people[0], people.at(-1)];
  const promotion = stage.promotions[student?.campus ?? 0];
  const goods = promotion?.goods[0];
  if (!first || !student || !goods) throw new Error('Nobody is there, or nothing is sold.');
  const silent = ['OUTBOX', 'REFUNDS', 'EXPIRY', 'RECONCILE', 'SETTLE'].map((job) => [`${job}_SECONDS`, LATER]);
  const shop = await stage.start(Object.fromEntries(silent), preload('count-statements.mjs'));
  const buyer = forked<Orders, Ordered>('order-load.ts');
  try {
    // One order first, so that nothing is prepared or looked up for the first time.
    await buyer.ask({
      url: shop.url,
      simulatorUrl: stage.simulatorUrl,
      orders: [{ ...goods, cookie: first.cookie }],
      connections: 1,
      pays: true,
    });
    await sleep(SETTLED_MS);
    const send = (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
      fetch(shop.url + path, {
        method,
        headers: { cookie: student.cookie, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    const count = async (ask: () => Promise<Response>): Promise<[number, unknown]> => {
      await taken(shop.process);
      const answer = await ask();
      if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}.`);
      return [await taken(shop.process), await answer.json()];
    };
    // What is kept for a second is read once by the first.
    const reads = ['/api/customer/promotions', `/api/customer/products/${promotion.productSlug}`];
    for (const path of reads) await (await send('GET', path)).arrayBuffer();
    const [list] = await count(() => send('GET', '/api/customer/promotions'));
    const [product] = await count(() => send('GET', `/api/customer/products/${promotion.productSlug}`));
    const [me] = await count(() => send('GET', '/api/customer/me'));
    const [history] = await count(() => send('GET', '/api/orders/history'));
    const input = { lines: [{ ...goods, quantity: 1 }], recipient: RECIPIENT };
    const [place, placed] = await count(() => send('POST', '/api/customer/orders', input, { 'idempotency-key': 'statements' }));
    const { number } = (placed as { order: { number: string } }).order;
    const opened = await fetch(`${stage.simulatorUrl}/faults`, JSON_POST({ on: 'webhook', kind: 'never', times: 9 }));
    await opened.arrayBuffer();
    const window = await fetch(`${stage.simulatorUrl}/bootpay/payments`, JSON_POST({ orderId: number, price: goods.unitPrice }));
    const { receiptId } = (await window.json()) as { receiptId: string };
    const [pay] = await count(() => send('POST', `/api/customer/orders/${number}/payment`, { receiptId }));
    const told = { receipt_id: receiptId, order_id: number };
    const [webhook] = await count(() => send('POST', '/api/payments/bootpay/webhook', told));
    await fetch(`${stage.simulatorUrl}/faults`, { method: 'DELETE' });
    return { list, product, me, history, place, pay, webhook };
  } finally {
    buyer.stop();
    await shop.stop();
  }
}

const JSON_POST = (body: object) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

async function taken(shop: ChildProcess): Promise<number> {
  shop.send('statements');
  const [{ statements }] = (await once(shop, 'message')) as [{ statements: number }];
  return statements;
}
