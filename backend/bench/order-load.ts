import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { RECIPIENT } from '../prove/shoppers.js';
import type { Goods } from './catalogue.js';
import { answerAsked } from './forked.js';
import { p99 } from './process-figures.js';

/** Who buys, in a process of their own. An order goes to two servers, the shop and the payment window: no load generator has that. */
export interface Orders {
  url: string;
  simulatorUrl: string;
  /** One order each. */
  orders: readonly (Goods & { cookie: string })[];
  connections: number;
  pays: boolean;
  /** Orders a second; as fast as it goes without. */
  rate?: number;
}
export interface Ordered {
  perSecond: number;
  done: number;
  /** ms */
  p99: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

answerAsked(async (asked: Orders): Promise<Ordered> => {
  let next = 0;
  const took: number[] = [];
  const began = performance.now();
  const buyer = async () => {
    while (next < asked.orders.length) {
      const index = next++;
      const order = asked.orders[index];
      if (!order) return;
      if (asked.rate !== undefined) await sleep(Math.max(0, began + (index / asked.rate) * 1_000 - performance.now()));
      const pressed = performance.now();
      await buy(asked, order);
      took.push(performance.now() - pressed);
    }
  };
  await Promise.all(Array.from({ length: asked.connections }, buyer));
  return { perSecond: (took.length / (performance.now() - began)) * 1_000, done: took.length, p99: p99(took) };
});

/** As a browser does it. */
async function buy({ url, simulatorUrl, pays }: Orders, { cookie, ...goods }: Orders['orders'][number]): Promise<void> {
  const input = { lines: [{ ...goods, quantity: 1 }], recipient: RECIPIENT };
  const headers = { Cookie: cookie, 'Idempotency-Key': randomUUID() };
  const { order } = await post<{ order: { number: string } }>(`${url}/api/customer/orders`, input, headers, 201);
  if (!pays) return;
  const window = { orderId: order.number, price: goods.unitPrice };
  const { receiptId } = await post<{ receiptId: string }>(`${simulatorUrl}/bootpay/payments`, window, {}, 201);
  await post(`${url}/api/customer/orders/${order.number}/payment`, { receiptId }, { Cookie: cookie }, 200);
}

/** @throws Error for any other answer than the expected */
function post<T>(url: string, body: object, headers: Record<string, string>, expected: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', agent, headers: { ...headers, 'Content-Type': 'application/json' } }, (answer) => {
      let told = '';
      answer.setEncoding('utf8').on('data', (part: string) => (told += part));
      answer.once('end', () => {
        if (answer.statusCode === expected) resolve(JSON.parse(told) as T);
        else reject(new Error(`${url} answered ${answer.statusCode ?? 0}: ${told}`));
      });
    });
    asked.once('error', reject).end(JSON.stringify(body));
  });
}
