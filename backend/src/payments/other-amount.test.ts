import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { violations } from '../../prove/invariants.js';
import type { University } from '../catalog/university.entity.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { cancelOrder } from '../orders/cancel-order.js';
import { Order } from '../orders/order.entity.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import type { FaultPlan } from '../simulator/faults.js';
import { aBuyer, placed } from '../testing/buyers.js';
import { aPromotion, aUniversity } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { gateBefore, makeWatchable, watched } from '../testing/watch.js';
import { confirmPayment } from './confirm-payment.js';
import { Payment } from '../ledger/payment.entity.js';

let shop: TestShop;
let university: University;
beforeAll(async () => {
  shop = await startShop();
  makeWatchable(shop.ctx);
  university = await aUniversity();
});
beforeEach(() => shop.simulator.faults.clear());
afterAll(() => shop.stop());

const TOTAL = 1_290_000;
const books = () => violations(shop.ctx.db, { ledger: shop.simulator.ledger });

/** An order in the window whose confirm goes wrong. */
async function confirming(fault: Omit<FaultPlan, 'on'> & { on?: FaultPlan['on'] }) {
  const sale = await aPromotion(shop, { universities: [university] });
  const buyer = await aBuyer(shop.ctx, university);
  const { id, number, total } = await placed(buyer, sale);
  const receiptId = await shop.pay(number, total);
  shop.simulator.faults.plan({ on: 'confirm', receiptId, ...fault });
  return {
    buyer,
    number,
    receiptId,
    submit: () => confirmPayment(buyer, { number, receiptId }),
    order: () => Order.findOneByOrFail({ id }),
    payment: () => Payment.findOneByOrFail({ receiptId }),
    counter: () => OfferCounter.findOneByOrFail({ offerId: sale.offer.id }),
    told: (what: string) => OutboxMessage.findOneBy({ k: what.replace('ORDER', String(id)) }),
  };
}

it.each([
  ['more', TOTAL + 5_000],
  ['less', 1_000],
])(
  'an order for which Bootpay took %s than its total is not paid by it: all of it goes back, people are told, and it can be paid again',
  async (_, taken) => {
    const { buyer, number, receiptId, submit, order, payment, counter, told } = await confirming({ kind: 'other_amount', value: taken });
    await expect(submit()).rejects.toMatchObject({ code: 'receipt_refused', said: { code: 'receipt_refused.goes_back' } });
    expect(await order()).toMatchObject({ state: 'pending', pay: 'failed', paidAt: null });
    expect(await payment()).toMatchObject({ state: 'lapsed', amount: TOTAL, captured: taken, committed: taken });
    expect(await counter()).toMatchObject({ held: 1, sold: 0 });
    await expect(submit()).rejects.toMatchObject({ code: 'receipt_refused', said: { code: 'receipt_refused.goes_back' } });
    const { id } = await payment();
    expect((await told(`payment/${id}/other/slack`))?.text).toContain(number);
    expect((await told(`order/ORDER/other-${id}/sms`))?.text).toContain('다시 결제');
    expect(await books()).toEqual([]);

    await shop.settle();
    expect(shop.simulator.ledger.receipt(receiptId)).toMatchObject({ price: taken, cancelled_price: taken });
    const again = await shop.pay(number, TOTAL);
    expect(await confirmPayment(buyer, { number, receiptId: again })).toBe('paid');
    await shop.settle();
    expect(await order()).toMatchObject({ state: 'paid', pay: 'paid', refunded: 0 });
    expect(await books()).toEqual([]);
  },
);

it('a confirm that only tells another amount than it took is not believed: the receipt has the last word', async () => {
  const { submit, order, payment } = await confirming({ kind: 'wrong_price', value: 1_000 });
  expect(await submit()).toBe('paid');
  expect(await payment()).toMatchObject({ state: 'paid', captured: TOTAL, committed: 0 });
  expect(await order()).toMatchObject({ state: 'paid' });
});

it('a confirm that tells another amount, and whose receipt cannot be read then, is left to the reconciler', async () => {
  const { receiptId, submit, order, payment } = await confirming({ kind: 'wrong_price', value: 1_000 });
  const reading = gateBefore(/^payments\.confirm$/);
  const answer = watched(reading.watcher, submit);
  await reading.reached;
  shop.simulator.faults.plan({ on: 'receipt', kind: 'drop', receiptId });
  reading.open();
  expect(await answer).toBe('confirming');
  expect(await payment()).toMatchObject({ state: 'confirming', captured: 0 });
  shop.clock.pass(180_000);
  await shop.settle();
  expect(await order()).toMatchObject({ state: 'paid' });
});

it('another amount that only the reconciler finds goes back as well', async () => {
  const { receiptId, submit, order, payment } = await confirming({ kind: 'drop' });
  expect(await submit()).toBe('confirming');
  shop.simulator.faults.plan({ on: 'confirm', kind: 'other_amount', value: 2_000_000, receiptId });
  shop.clock.pass(180_000);
  await shop.settle();
  expect(await order()).toMatchObject({ state: 'pending', pay: 'failed' });
  expect(await payment()).toMatchObject({ state: 'lapsed', captured: 2_000_000, committed: 2_000_000 });
  expect(shop.simulator.ledger.receipt(receiptId)).toMatchObject({ cancelled_price: 2_000_000 });
  expect(await books()).toEqual([]);
});

it('an order that was to be cancelled while another amount was taken is cancelled, and all of it goes back', async () => {
  const { buyer, number, receiptId, submit, order, counter } = await confirming({ kind: 'other_amount', value: 999 });
  const asked = gateBefore(/^payments\.confirm$/);
  const answer = watched(asked.watcher, submit);
  await asked.reached;
  await cancelOrder(buyer, { number, reason: '마음이 바뀌었어요' });
  asked.open();
  await expect(answer).rejects.toMatchObject({ code: 'receipt_refused' });
  expect(await order()).toMatchObject({ state: 'cancelled', pay: 'failed' });
  expect(await counter()).toMatchObject({ held: 0, sold: 0 });
  await shop.settle();
  expect(shop.simulator.ledger.receipt(receiptId)).toMatchObject({ cancelled_price: 999 });
  expect(await books()).toEqual([]);
});
