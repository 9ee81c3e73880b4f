import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Context, Receipt } from '../src/kernel/context.js';
import { Customer } from '../src/customers/customer.entity.js';
import { transact } from '../src/database/database.js';
import { placeOrder } from '../src/orders/place-order.js';
import { confirmPayment } from '../src/payments/confirm-payment.js';
import { aSale, PRICE, type Sale, students } from './goods.js';
import { violations } from './invariants.js';
import { type Ground, openGround } from './proving-ground.js';
import { RECIPIENT } from './shoppers.js';

const CONNECTIONS = 32;
// The shop keeps a connection for 75 s; the simulator ends an idle one after 5, which may be just when it is used again.
const toShop = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
const toSimulator = new Agent({ keepAlive: false });

/**
 * Orders a second on one hot offer at 32 connections: the verbs alone (no HTTP, Bootpay answers at once), and the real server
 * over HTTP, driven by this process. Beside them, in the same run, the smallest transaction, before and after: one UPDATE of
 * one hot row. Gives what went wrong.
 */
export async function proveSpeed(options: { engine: URL; orders: number; say(line: string): void }): Promise<string[]> {
  const { orders } = options;
  const ground = await openGround(options.engine, CONNECTIONS);
  try {
    const sale = await aSale(ground, { onHand: 100_000 });
    await students(ground, orders * 2);
    const people = await ground.db.manager.find(Customer, { select: { id: true, universityId: true } });
    const cookies = await students(ground, orders * 2);
    await rate(orders / 4, () => touch(ground, sale));
    const before = await rate(orders * 2, () => touch(ground, sale));
    const placed = await rate(orders, (index) => buy(ground, people[index], sale, false));
    const paid = await rate(orders, (index) => buy(ground, people[orders + index], sale, true));
    const server = await ground.startReal({ LOG_LEVEL: 'error' });
    const shop = { url: server.url, simulator: ground.simulatorUrl, sale };
    const placedOver = await rate(orders, (index) => buyOver(shop, cookies[index], false));
    const paidOver = await rate(orders, (index) => buyOver(shop, cookies[orders + index], true));
    await server.kill();
    const after = await rate(orders * 2, () => touch(ground, sale));
    const smallest = (before.perSecond + after.perSecond) / 2;
    const share = ({ perSecond, cpu }: Rate) =>
      `${Math.round(perSecond)} a second, ${Math.round((perSecond / smallest) * 100)} %; ${cpu.toFixed(2)} ms of this process each`;
    options.say(
      `smallest transaction: ${Math.round(before.perSecond)} before, ${Math.round(after.perSecond)} after; ${after.cpu.toFixed(2)} ms each`,
    );
    options.say(`place, the verb:         ${share(placed)} (prototype: 834 of 974, 86 %)`);
    options.say(`place and pay, the verb: ${share(paid)} (prototype: 587 of 974, 60 %)`);
    options.say(`place, over HTTP:         ${share(placedOver)} (it sends and waits)`);
    options.say(`place and pay, over HTTP: ${share(paidOver)} (it is Bootpay as well)`);
    return await violations(ground.db);
  } finally {
    toShop.destroy();
    await ground.close();
  }
}

interface Rate {
  perSecond: number;
  /** ms of this process's CPU for each piece. */
  cpu: number;
}

/** Of `count` pieces of work, 32 at a time. */
async function rate(count: number, work: (index: number) => Promise<unknown>): Promise<Rate> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  const [began, used] = [performance.now(), process.cpuUsage()];
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const { user, system } = process.cpuUsage(used);
  return { perSecond: (count / (performance.now() - began)) * 1000, cpu: (user + system) / 1000 / count };
}

const touch = ({ db }: Ground, sale: Sale) =>
  transact(db, (tx) => tx.query('UPDATE variant_stock SET on_hand = on_hand + 1 WHERE variant_id = ?', [sale.goods[0]?.variantId]));

const linesOf = (sale: Sale) => sale.goods.map((goods) => ({ ...goods, quantity: 1, unitPrice: PRICE }));

async function buy(ground: Ground, customer: Pick<Customer, 'id' | 'universityId'> | undefined, sale: Sale, pays: boolean): Promise<void> {
  if (!customer) throw new Error('Too few students.');
  const ctx: Context = { ...ground.ctx, actor: { kind: 'customer', ...customer, sessionId: 'none' } };
  const recipient = { ...RECIPIENT, phone: '01012345678' };
  const answer = JSON.parse(await placeOrder(ctx, { idempotencyKey: randomUUID(), lines: linesOf(sale), recipient })) as Placed;
  if (!pays) return;
  const { number } = answer.order;
  const receiptId = randomUUID().replaceAll('-', '').slice(0, 24);
  const receipt = (standing: Pick<Receipt, 'state' | 'waitsFor'>): Promise<Receipt> =>
    Promise.resolve({ ...RECEIPT, receiptId, orderId: number, ...standing });
  const payments = {
    ...ctx.payments,
    readReceipt: () => receipt({ state: 'waiting', waitsFor: 'confirm' }),
    confirm: () => receipt({ state: 'paid', waitsFor: null }),
  };
  if ((await confirmPayment({ ...ctx, payments }, { number, receiptId })) !== 'paid') throw new Error('It was not paid.');
}

const RECEIPT = {
  price: PRICE,
  cancelledPrice: 0,
  sandbox: true,
  currency: 'KRW',
  method: 'card',
  partlyRefundable: true,
  purchasedAt: null,
};

interface Placed {
  order: { number: string };
}

/** The same as a browser does it; the payment window's part is the simulator's, which runs in this process. */
async function buyOver(shop: { url: string; simulator: string; sale: Sale }, cookie: string | undefined, pays: boolean): Promise<void> {
  const headers = { Cookie: cookie ?? '' };
  const orders = `${shop.url}/api/customer/orders`;
  const input = { lines: linesOf(shop.sale), recipient: RECIPIENT };
  const { order } = await post<Placed>(orders, input, { ...headers, 'Idempotency-Key': randomUUID() });
  if (!pays) return;
  const window = { orderId: order.number, price: PRICE };
  const { receiptId } = await post<{ receiptId: string }>(`${shop.simulator}/bootpay/payments`, window, {}, toSimulator);
  await post(`${orders}/${order.number}/payment`, { receiptId }, headers);
}

/** @throws Error for every answer but 200 and 201 */
function post<T>(url: string, body: object, headers: Record<string, string>, agent = toShop): Promise<T> {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', agent, headers: { ...headers, 'Content-Type': 'application/json' } }, (answer) => {
      let told = '';
      answer.setEncoding('utf8').on('data', (part: string) => (told += part));
      answer.once('end', () => {
        if (answer.statusCode === 200 || answer.statusCode === 201) resolve(JSON.parse(told) as T);
        else reject(new Error(`${url} answered ${answer.statusCode ?? 0}: ${told}`));
      });
    });
    asked.once('error', reject).end(text);
  });
}
