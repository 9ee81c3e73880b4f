import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { University } from '../catalog/university.entity.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { cancelOrder } from '../orders/cancel-order.js';
import { expireOrder } from '../orders/expire-order.js';
import { Order } from '../orders/order.entity.js';
import { SIMULATED_KEYS } from '../simulator/simulated-keys.js';
import { aBuyer, placed } from '../testing/buyers.js';
import { aPromotion, aUniversity } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { gateBefore, makeWatchable, watched } from '../testing/watch.js';
import { confirmPayment } from './confirm-payment.js';
import { Payment } from '../ledger/payment.entity.js';
import { reconcilePayment } from './reconcile-payment.js';
import { Refund } from '../ledger/refund.entity.js';

let shop: TestShop;
let university: University;
beforeAll(async () => {
  shop = await startShop();
  makeWatchable(shop.ctx);
  university = await aUniversity();
});
beforeEach(() => shop.simulator.faults.clear());
afterAll(() => shop.stop());

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A payment whose confirm was lost on its way: nobody knows how it ended. */
async function unanswered() {
  const sale = await aPromotion(shop, { universities: [university] });
  const buyer = await aBuyer(shop.ctx, university);
  const { id: orderId, number, total } = await placed(buyer, sale);
  const receiptId = await shop.pay(number, total);
  shop.simulator.faults.plan({ on: 'confirm', kind: 'drop', receiptId });
  expect(await confirmPayment(buyer, { number, receiptId })).toBe('confirming');
  const { id } = await Payment.findOneByOrFail({ receiptId });
  return {
    id,
    buyer,
    number,
    total,
    receiptId,
    orderId,
    order: () => Order.findOneByOrFail({ id: orderId }),
    payment: () => Payment.findOneByOrFail({ id }),
    look: () => reconcilePayment(shop.ctx, id),
    after: async (ms: number) => {
      shop.clock.pass(ms);
      await reconcilePayment(shop.ctx, id);
    },
    /** Bootpay takes the money after all. */
    captureLate: async () => {
      const key = Buffer.from(`${SIMULATED_KEYS.clientKey}:${SIMULATED_KEYS.secretKey}`).toString('base64');
      const headers = { 'Content-Type': 'application/json', Authorization: `Basic ${key}` };
      const body = JSON.stringify({ receipt_id: receiptId });
      const answer = await fetch(`${shop.url}/_simulator/bootpay/v2/confirm`, { method: 'POST', headers, body });
      if (!answer.ok) throw new Error(await answer.text());
    },
  };
}

describe('a payment without an answer', () => {
  it('is left alone for two minutes, and then confirmed again where it still waits', async () => {
    const { look, after, payment, order, receiptId } = await unanswered();
    await look();
    await after(110_000);
    expect(shop.simulator.ledger.receipt(receiptId)).toMatchObject({ status: 2 });
    expect(await payment()).toMatchObject({ state: 'confirming' });
    await after(10_000);
    expect(await payment()).toMatchObject({ state: 'paid', nextCheckAt: null });
    expect(await order()).toMatchObject({ state: 'paid', pay: 'paid' });
  });

  it('that was captured is paid without another confirm', async () => {
    const { after, captureLate, order } = await unanswered();
    await captureLate();
    await after(2 * MINUTE);
    expect(await order()).toMatchObject({ state: 'paid', pay: 'paid' });
  });

  it.each([-1, -2, -3, 20])('whose receipt says %i ends, and the order can be paid with another', async (status) => {
    const { after, payment, order, receiptId, buyer, number, total } = await unanswered();
    shop.simulator.faults.plan({ on: 'receipt', kind: 'status', value: status, receiptId });
    await after(2 * MINUTE);
    expect(await payment()).toMatchObject({ state: 'lapsed', captured: 0 });
    expect(await order()).toMatchObject({ state: 'pending', pay: 'failed' });
    expect(await confirmPayment(buyer, { number, receiptId: await shop.pay(number, total) })).toBe('paid');
  });

  it.each([0, 3, 5, -20, -30])('whose receipt says %i waits, and ends when the receipt is forty minutes old', async (status) => {
    const { after, payment, order, receiptId } = await unanswered();
    shop.simulator.faults.plan({ on: 'receipt', kind: 'status', value: status, receiptId, times: null });
    await after(39 * MINUTE);
    expect(await payment()).toMatchObject({ state: 'confirming' });
    await after(2 * MINUTE);
    expect(await payment()).toMatchObject({ state: 'lapsed' });
    expect(await order()).toMatchObject({ state: 'pending', pay: 'failed' });
  });

  it('that still waits for its confirm after forty minutes ends without one', async () => {
    const { after, payment, order, orderId, receiptId } = await unanswered();
    await after(41 * MINUTE);
    expect(shop.simulator.ledger.receipt(receiptId)).toMatchObject({ status: 2 });
    expect(await payment()).toMatchObject({ state: 'lapsed' });
    expect(await expireOrder(shop.ctx, orderId)).toBe(true);
    expect(await order()).toMatchObject({ state: 'expired' });
  });

  it('of which Bootpay knows nothing any more ends after forty minutes', async () => {
    const { after, payment, receiptId } = await unanswered();
    shop.simulator.faults.plan({ on: 'receipt', kind: 'refuse', value: 'RC_NOT_FOUND', receiptId, times: null });
    await after(3 * MINUTE).catch(() => undefined);
    expect(await payment()).toMatchObject({ state: 'confirming' });
    await after(38 * MINUTE).catch(() => undefined);
    expect(await payment()).toMatchObject({ state: 'lapsed' });
  });

  it('is not given up while Bootpay cannot be asked', async () => {
    const { after, payment, receiptId, orderId } = await unanswered();
    shop.simulator.faults.plan({ on: 'receipt', kind: 'drop', receiptId, times: null });
    for (let minutes = 0; minutes < 60; minutes += 10) await expect(after(10 * MINUTE)).rejects.toThrow(/Bootpay receipt/);
    expect(await payment()).toMatchObject({ state: 'confirming' });
    expect(await expireOrder(shop.ctx, orderId)).toBe(false);
    shop.simulator.faults.clear();
    await after(2 * MINUTE);
    expect(await payment()).toMatchObject({ state: 'lapsed' });
  });

  it('is looked at by one worker of many', async () => {
    const { id, order } = await unanswered();
    shop.clock.pass(2 * MINUTE);
    await Promise.all([1, 2, 3].map(() => reconcilePayment(shop.ctx, id)));
    expect(await order()).toMatchObject({ state: 'paid' });
    expect(await OutboxMessage.countBy({ k: `order/${(await order()).id}/paid/slack` })).toBe(1);
  });

  it('that another worker has ended meanwhile is not ended again by one that was slow', async () => {
    const { id, order, payment, receiptId } = await unanswered();
    shop.clock.pass(2 * MINUTE);
    const held = gateBefore(/^payments\.confirm$/);
    const slow = watched(held.watcher, () => reconcilePayment(shop.ctx, id));
    await held.reached;
    shop.clock.pass(61_000);
    await reconcilePayment(shop.ctx, id);
    expect(await order()).toMatchObject({ state: 'paid' });
    // The slow one's confirm is refused, and then it reads an answer that is no longer true.
    shop.simulator.faults.plan({ on: 'receipt', kind: 'status', value: -2, receiptId });
    held.open();
    await slow;
    expect(await payment()).toMatchObject({ state: 'paid' });
    expect(await order()).toMatchObject({ state: 'paid', pay: 'paid' });
  });
});

describe('a cancel asked for while it was confirmed', () => {
  it('is honoured when the money was taken: all of it goes back', async () => {
    const { buyer, number, after, order, total } = await unanswered();
    await cancelOrder(buyer, { number, reason: '잘못 골랐어요' });
    expect(await order()).toMatchObject({ state: 'pending', pay: 'confirming' });
    await after(2 * MINUTE);
    expect(await order()).toMatchObject({ state: 'cancelled', cancelReason: '잘못 골랐어요' });
    expect(await Refund.findOneByOrFail({ k: `order/${(await order()).id}/cancel` })).toMatchObject({ amount: total, state: 'due' });
  });

  it('is honoured when it was not: nothing is owed', async () => {
    const { buyer, number, after, order, receiptId, orderId } = await unanswered();
    await cancelOrder(buyer, { number, reason: '잘못 골랐어요' });
    shop.simulator.faults.plan({ on: 'receipt', kind: 'status', value: -1, receiptId });
    await after(2 * MINUTE);
    expect(await order()).toMatchObject({ state: 'cancelled', pay: 'failed' });
    expect(await Refund.countBy({ orderId })).toBe(0);
  });
});

describe('a payment that was given up', () => {
  async function givenUp() {
    const payment = await unanswered();
    await payment.after(41 * MINUTE);
    await expireOrder(shop.ctx, payment.orderId);
    return payment;
  }

  it('and captured within seven days is given back in full, and told', async () => {
    const { captureLate, after, payment, order, orderId, total, number } = await givenUp();
    await after(6 * DAY);
    await captureLate();
    await after(61 * MINUTE);
    expect(await payment()).toMatchObject({ state: 'lapsed', captured: total, committed: total, nextCheckAt: null });
    expect(await order()).toMatchObject({ state: 'expired', refunded: 0 });
    const refund = await Refund.findOneByOrFail({ orderId });
    expect(refund).toMatchObject({ kind: 'late', amount: total, state: 'due' });
    const told = await OutboxMessage.findBy({ groupKey: `order/${orderId}` });
    expect(told.map((message) => message.text).join()).toContain(number);
    await shop.settle();
    expect(await Refund.findOneByOrFail({ id: refund.id })).toMatchObject({ state: 'done' });
    expect(await order()).toMatchObject({ state: 'expired', refunded: 0 });
  });

  it('is watched for a week, hourly, and then no more', async () => {
    const { after, payment } = await givenUp();
    const { nextCheckAt } = await payment();
    expect((nextCheckAt?.getTime() ?? 0) - shop.clock.now().getTime()).toBeGreaterThan(59 * MINUTE);
    await after(7 * DAY);
    expect(await payment()).toMatchObject({ state: 'lapsed', nextCheckAt: null });
  });

  it('does not disturb an order that was paid with another receipt since', async () => {
    const first = await unanswered();
    shop.simulator.faults.plan({ on: 'receipt', kind: 'status', value: -1, receiptId: first.receiptId });
    await first.after(2 * MINUTE);
    const second = await shop.pay(first.number, first.total);
    expect(await confirmPayment(first.buyer, { number: first.number, receiptId: second })).toBe('paid');
    await first.captureLate();
    await first.after(61 * MINUTE);
    expect(await first.order()).toMatchObject({ state: 'paid', pay: 'paid', refunded: 0 });
    await shop.settle();
    expect(await first.order()).toMatchObject({ state: 'paid', pay: 'paid', refunded: 0 });
    expect(shop.simulator.ledger.receipt(first.receiptId)).toMatchObject({ cancelled_price: first.total });
    expect(shop.simulator.ledger.receipt(second)).toMatchObject({ cancelled_price: 0 });
  });
});
