import { randomBytes, randomUUID } from 'node:crypto';
import { IsNull, Not } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Order } from '../orders/order.entity.js';
import { Payment } from '../ledger/payment.entity.js';
import { ReceiptProbe } from '../payments/receipt-probe.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { aBuyer, paid } from '../testing/buyers.js';
import { aPromotion, aUniversity } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { jobs } from './jobs.js';

let shop: TestShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());

async function aPaidOrder(): Promise<Order> {
  const university = await aUniversity();
  return (await paid(shop, await aBuyer(shop.ctx, university), await aPromotion(shop, { universities: [university] }))).order;
}

/** A payment of its own with refunds that are due; Bootpay knows nothing of its receipt: looked at shows in the error. */
async function owed(order: Order, payment: Partial<Payment>, refunds: Partial<Refund>[]): Promise<number[]> {
  const now = shop.clock.now();
  const receiptId = randomBytes(12).toString('hex');
  const money = { orderId: order.id, receiptId, state: 'lapsed' as const, amount: 20, captured: 20, committed: 20, submittedAt: now };
  const paymentId = ((await Payment.insert({ ...money, ...payment })).identifiers[0] as { id: number }).id;
  const ids: number[] = [];
  for (const refund of refunds) {
    const one = { paymentId, orderId: order.id, kind: 'late' as const, amount: 10, state: 'due' as const, k: randomUUID() };
    const times = { dueAt: now, promisedBy: now, requestedAt: now };
    ids.push(((await Refund.insert({ ...one, ...times, ...refund })).identifiers[0] as { id: number }).id);
  }
  return ids;
}

const runRefunds = () =>
  jobs(shop.ctx, { outbox: 1, refunds: 1, expiry: 1, reconcile: 1, settle: 1 })
    .find(({ name }) => name === 'refunds')
    ?.run();
const lookedAt = async (ids: number[]) =>
  (await Refund.find()).filter((refund) => ids.includes(refund.id) && refund.lastError !== '').length;
const aMinuteAgo = () => new Date(shop.clock.now().getTime() - 60_000);

describe('the refund job', () => {
  beforeEach(() => Refund.update({ state: 'due' }, { state: 'done' }));

  it('gets to every receipt, even when a hundred refunds wait for a sibling whose end is not known', async () => {
    const order = await aPaidOrder();
    const lost: number[] = [];
    for (let n = 0; n < 101; n++)
      lost.push((await owed(order, {}, [{ attempts: 1, cancelledBefore: 0 }, { dueAt: aMinuteAgo() }]))[0] ?? 0);
    await runRefunds();
    expect(await lookedAt(lost)).toBe(100);
    expect(await Order.countBy({ id: order.id, state: 'paid' })).toBe(1);
  });

  it('gets to every receipt, even when a hundred are still leased by processes that died', async () => {
    const order = await aPaidOrder();
    const leased = { lease: 'a process that died', leaseUntil: new Date(shop.clock.now().getTime() + 60_000) };
    for (let n = 0; n < 101; n++) await owed(order, leased, [{ dueAt: aMinuteAgo() }]);
    const [free = 0] = await owed(order, {}, [{}]);
    await runRefunds();
    expect(await lookedAt([free])).toBe(1);
  });

  it('talks to Bootpay about several receipts at a time, and about one receipt once at a time', async () => {
    const order = await aPaidOrder();
    for (let n = 0; n < 20; n++) await owed(order, {}, [{}, {}]);
    let [receipts, calls] = [0, 0];
    const talking = new Map<string, number>();
    const { payments } = shop.ctx;
    shop.ctx.payments = {
      ...payments,
      readReceipt: async (receiptId) => {
        talking.set(receiptId, (talking.get(receiptId) ?? 0) + 1);
        [receipts, calls] = [Math.max(receipts, talking.size), Math.max(calls, ...talking.values())];
        return payments.readReceipt(receiptId).finally(() => talking.delete(receiptId));
      },
    };
    await runRefunds();
    shop.ctx.payments = payments;
    expect(receipts).toBeGreaterThan(1);
    expect(receipts).toBeLessThanOrEqual(8);
    expect(calls).toBe(1);
  });
});

describe('what waits to be read at Bootpay', () => {
  it('is read eight at a time; one that does not answer holds up no other, nor is it asked twice, and the end of all waits for it', async () => {
    const receiptIds = Array.from({ length: 30 }, () => randomBytes(12).toString('hex'));
    const order = await aPaidOrder();
    await ReceiptProbe.update({ dirtyAt: Not(IsNull()) }, { dirtyAt: null });
    for (const receiptId of receiptIds) await ReceiptProbe.insert({ receiptId, orderId: order.id, dirtyAt: aMinuteAgo(), readAt: null });
    const { payments } = shop.ctx;
    const asked: string[] = [];
    let [talking, most] = [0, 0];
    const silent = Promise.withResolvers<void>();
    shop.ctx.payments = {
      ...payments,
      readReceipt: async (receiptId) => {
        asked.push(receiptId);
        most = Math.max(most, ++talking);
        if (receiptId === receiptIds[0]) await silent.promise;
        return payments.readReceipt(receiptId).finally(() => talking--);
      },
    };
    const job = jobs(shop.ctx, { outbox: 1, refunds: 1, expiry: 1, reconcile: 1, settle: 1 }).find(({ name }) => name === 'probes');
    expect(await job?.run()).toBe(29);
    expect(await ReceiptProbe.countBy({ dirtyAt: Not(IsNull()) })).toBe(1);
    // How many are under way at once is the machine's; never more than eight, and more than one.
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(8);
    shop.clock.pass(60_000);
    expect(await job?.run()).toBe(0);
    expect(asked.filter((id) => id === receiptIds[0])).toHaveLength(1);
    silent.resolve();
    await job?.ended?.();
    expect(await ReceiptProbe.countBy({ dirtyAt: Not(IsNull()) })).toBe(0);
    shop.ctx.payments = payments;
  });
});
