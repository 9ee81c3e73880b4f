import { randomUUID } from 'node:crypto';
import type { Context, Receipt } from '../src/context.js';
import { Customer } from '../src/customers/customer.entity.js';
import { execute, transact } from '../src/database.js';
import { placeOrder } from '../src/orders/place-order.js';
import { confirmPayment } from '../src/payments/confirm-payment.js';
import { aSale, PRICE, type Sale, students } from './goods.js';
import { violations } from './invariants.js';
import { type Ground, openGround } from './proving-ground.js';
import { RECIPIENT } from './shoppers.js';

const CONNECTIONS = 32;

/**
 * Orders a second on one hot offer at 32 connections, the verbs alone: no HTTP, Bootpay answers at once. Beside it, in the
 * same run, the smallest transaction: one UPDATE of one hot row. Gives what went wrong.
 */
export async function proveSpeed(options: { engine: URL; orders: number; say(line: string): void }): Promise<string[]> {
  const ground = await openGround(options.engine, CONNECTIONS);
  try {
    const sale = await aSale(ground, { onHand: 100_000 });
    await students(ground, options.orders * 2);
    const people = await ground.db.manager.find(Customer, { select: { id: true, universityId: true } });
    const smallest = await rate(options.orders * 2, () => touch(ground, sale));
    const placed = await rate(options.orders, (index) => buy(ground, people[index], sale, false));
    const paid = await rate(options.orders, (index) => buy(ground, people[options.orders + index], sale, true));
    const share = (value: number) => `${Math.round(value)} a second, ${Math.round((value / smallest) * 100)} %`;
    options.say(`smallest transaction: ${Math.round(smallest)} a second`);
    options.say(`place: ${share(placed)} (prototype: 834 of 974, 86 %)`);
    options.say(`place and pay: ${share(paid)} (prototype: 587 of 974, 60 %)`);
    return await violations(ground.db);
  } finally {
    await ground.close();
  }
}

/** Per second, of `count` pieces of work, 32 at a time. */
async function rate(count: number, work: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return (count / (performance.now() - began)) * 1000;
}

const touch = ({ db }: Ground, sale: Sale) =>
  transact(db, (tx) => execute(tx, 'UPDATE variant_stock SET on_hand = on_hand + 1 WHERE variant_id = ?', [sale.goods[0]?.variantId]));

async function buy(ground: Ground, customer: Pick<Customer, 'id' | 'universityId'> | undefined, sale: Sale, pays: boolean): Promise<void> {
  if (!customer) throw new Error('Too few students.');
  const ctx: Context = { ...ground.ctx, actor: { kind: 'customer', ...customer, sessionId: 'none' } };
  const lines = sale.goods.map((goods) => ({ ...goods, quantity: 1, unitPrice: PRICE }));
  const answer = JSON.parse(
    await placeOrder(ctx, { idempotencyKey: randomUUID(), lines, recipient: { ...RECIPIENT, phone: '01012345678' } }),
  ) as {
    order: { number: string };
  };
  if (!pays) return;
  const { number } = answer.order;
  const receiptId = randomUUID().replaceAll('-', '').slice(0, 24);
  const receipt = (status: number): Promise<Receipt> => Promise.resolve({ ...RECEIPT, receiptId, orderId: number, status });
  const payments = { ...ctx.payments, readReceipt: () => receipt(2), confirm: () => receipt(1) };
  if ((await confirmPayment({ ...ctx, payments }, { number, receiptId })) !== 'paid') throw new Error('It was not paid.');
}

const RECEIPT = { price: PRICE, cancelledPrice: 0, sandbox: true, currency: 'KRW', method: 'card', purchasedAt: null };
