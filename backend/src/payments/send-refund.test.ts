import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { University } from '../catalog/university.entity.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { cancelOrder } from '../orders/cancel-order.js';
import { Order } from '../orders/order.entity.js';
import { OrderLine } from '../orders/order-line.entity.js';
import { settlePromotion } from '../settlement/settle-promotion.js';
import { SIMULATED_KEYS } from '../simulator/simulated-keys.js';
import type { FaultPlan } from '../simulator/faults.js';
import { aBuyer, paid } from '../testing/buyers.js';
import { aPromotion, aUniversity } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { gateBefore, makeWatchable, watched } from '../testing/watch.js';
import { Refund } from '../ledger/refund.entity.js';
import { sendRefund } from './send-refund.js';

let shop: TestShop;
let university: University;
beforeAll(async () => {
  shop = await startShop();
  makeWatchable(shop.ctx);
  university = await aUniversity();
});
beforeEach(() => shop.simulator.faults.clear());
afterAll(() => shop.stop());

const onMysql = process.env['TEST_ENGINE'] === 'mysql' && process.env['TEST_MYSQL_URL'] !== undefined;
const TEN_MINUTES = 600_000;
const refundNow = (id: number) => Refund.findOneByOrFail({ id });
const alertsOf = (id: number) => OutboxMessage.countBy({ k: `refund/${id}/alert`, channel: 'slack' });

/** A paid order that its customer cancelled: one refund is owed. */
async function owed(fault: Omit<FaultPlan, 'on'> | null = null) {
  const sale = await aPromotion(shop, { universities: [university] });
  const buyer = await aBuyer(shop.ctx, university);
  const { number, receiptId } = await paid(shop, buyer, sale);
  await cancelOrder(buyer, { number, reason: '마음이 바뀌었어요' });
  const order = await Order.findOneByOrFail({ number });
  const { id, amount } = await Refund.findOneByOrFail({ orderId: order.id });
  if (fault) shop.simulator.faults.plan({ on: 'cancel', receiptId, ...fault });
  return { id, amount, order, receiptId, cancels: () => shop.simulator.ledger.cancels(receiptId) };
}

/** A settled order of two lines that is cancelled before its two differences have gone back. */
async function settledThenCancelled() {
  const tiers = [
    { fromQuantity: 1, unitPrice: 100_000 },
    { fromQuantity: 2, unitPrice: 90_000 },
  ];
  const sale = await aPromotion(shop, { universities: [university], tiers, closesIn: 1 });
  const buyer = await aBuyer(shop.ctx, university);
  const { number, receiptId, order } = await paid(shop, buyer, sale, [{ variant: 0 }, { variant: 1 }]);
  shop.clock.pass(3_600_001);
  await settlePromotion(shop.ctx, sale.promotion.id);
  await cancelOrder(buyer, { number, reason: '필요 없어졌어요' });
  const refunds = await Refund.find({ where: { orderId: order.id }, order: { id: 'ASC' } });
  return { order, receiptId, ids: refunds.map((refund) => refund.id) };
}

/** Gives money back at Bootpay without us, as somebody in its console may. */
async function cancelAtBootpay(body: { receipt_id: string; cancel_price: number; cancel_id: string }) {
  const key = Buffer.from(`${SIMULATED_KEYS.clientKey}:${SIMULATED_KEYS.secretKey}`).toString('base64');
  const headers = { 'Content-Type': 'application/json', Authorization: `Basic ${key}` };
  const answer = await fetch(`${shop.url}/_simulator/bootpay/v2/cancel`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
}

describe('a refund', () => {
  it('is sent once, and then stands on the order', async () => {
    const { id, amount, order, cancels } = await owed();
    expect(await sendRefund(shop.ctx, id)).toBe(true);
    expect(await refundNow(id)).toMatchObject({ state: 'done', attempts: 1 });
    expect(await Order.findOneByOrFail({ id: order.id })).toMatchObject({ refunded: amount, pay: 'refunded' });
    expect(await sendRefund(shop.ctx, id)).toBe(false);
    expect(cancels()).toMatchObject([{ amount, cancelId: `mng-refund-${id}` }]);
  });

  it('that was made and never answered is found on the receipt', async () => {
    const { id, cancels } = await owed({ kind: 'commit_then_drop' });
    await sendRefund(shop.ctx, id);
    expect(await refundNow(id)).toMatchObject({ state: 'due', attempts: 1 });
    shop.clock.pass(TEN_MINUTES);
    await sendRefund(shop.ctx, id);
    expect(await refundNow(id)).toMatchObject({ state: 'done' });
    expect(cancels()).toHaveLength(1);
  });

  it('that was lost is tried again after ten minutes and not before, under the same cancel_id', async () => {
    const { id, cancels } = await owed({ kind: 'drop', times: 2 });
    const asked: string[] = [];
    const cancel = shop.ctx.payments.cancel.bind(shop.ctx.payments);
    const ctx = {
      ...shop.ctx,
      payments: { ...shop.ctx.payments, readReceipt: (receiptId: string) => shop.ctx.payments.readReceipt(receiptId) },
    };
    ctx.payments.cancel = (input) => {
      asked.push(input.cancelId);
      return cancel(input);
    };
    for (let round = 0; round < 3; round++) {
      expect(await sendRefund(ctx, id)).toBe(true);
      shop.clock.pass(TEN_MINUTES - 5_000);
      expect(await sendRefund(ctx, id)).toBe(false);
      shop.clock.pass(5_000);
    }
    expect(asked).toEqual(Array.from({ length: 3 }, () => `mng-refund-${id}`));
    expect(await refundNow(id)).toMatchObject({ state: 'done', attempts: 3 });
    expect(cancels()).toHaveLength(1);
  });

  it('whose receipt says what nobody here did is frozen, told, and left alone', async () => {
    const { id, receiptId, cancels } = await owed({ kind: 'drop' });
    await sendRefund(shop.ctx, id);
    await cancelAtBootpay({ receipt_id: receiptId, cancel_price: 1_000, cancel_id: 'somebody' });
    shop.clock.pass(TEN_MINUTES);
    await sendRefund(shop.ctx, id);
    expect(await refundNow(id)).toMatchObject({ state: 'frozen' });
    expect(await alertsOf(id)).toBe(1);
    shop.clock.pass(TEN_MINUTES);
    expect(await sendRefund(shop.ctx, id)).toBe(false);
    expect(cancels()).toHaveLength(1);
  });

  it('that Bootpay refused five times is handed to people, who are told', async () => {
    const { id, cancels } = await owed({ kind: 'refuse', times: 9 });
    for (let round = 0; round < 4; round++) {
      await sendRefund(shop.ctx, id);
      expect(await refundNow(id)).toMatchObject({ state: 'due' });
      shop.clock.pass(TEN_MINUTES);
    }
    await sendRefund(shop.ctx, id);
    expect(await refundNow(id)).toMatchObject({ state: 'manual' });
    expect(await alertsOf(id)).toBe(1);
    shop.clock.pass(TEN_MINUTES);
    expect(await sendRefund(shop.ctx, id)).toBe(false);
    expect(cancels()).toHaveLength(0);
  });

  it('that got no answer four times and is refused once is tried on: only refusals hand it to people', async () => {
    const { id, receiptId } = await owed({ kind: 'drop', times: 4 });
    shop.simulator.faults.plan({ on: 'cancel', kind: 'refuse', receiptId, times: 5 });
    for (let round = 0; round < 8; round++) {
      await sendRefund(shop.ctx, id);
      expect(await refundNow(id)).toMatchObject({ state: 'due', attempts: round + 1 });
      shop.clock.pass(TEN_MINUTES);
    }
    await sendRefund(shop.ctx, id);
    expect(await refundNow(id)).toMatchObject({ state: 'manual', attempts: 9, refusals: 5 });
  });

  it('whose refusal comes with a receipt that cannot be read is not refused: it may be an earlier try that arrived', async () => {
    const { id, receiptId } = await owed({ kind: 'refuse', times: 5 });
    for (let round = 0; round < 4; round++) {
      await sendRefund(shop.ctx, id);
      shop.clock.pass(TEN_MINUTES);
    }
    const last = gateBefore(/^payments\.cancel$/);
    const sending = watched(last.watcher, () => sendRefund(shop.ctx, id));
    await last.reached;
    shop.simulator.faults.plan({ on: 'receipt', kind: 'drop', receiptId });
    last.open();
    await sending;
    expect(await refundNow(id)).toMatchObject({ state: 'due', refusals: 4 });
  });

  it('whose receipt Bootpay forgot after a try is not handed to people: that try may have arrived', async () => {
    const { id, receiptId } = await owed({ kind: 'commit_then_drop' });
    await sendRefund(shop.ctx, id);
    shop.simulator.faults.plan({ on: 'receipt', kind: 'refuse', receiptId, times: 6 });
    for (let round = 0; round < 6; round++) {
      shop.clock.pass(TEN_MINUTES);
      await sendRefund(shop.ctx, id);
      expect(await refundNow(id)).toMatchObject({ state: 'due', refusals: 0 });
    }
    shop.clock.pass(TEN_MINUTES);
    await sendRefund(shop.ctx, id);
    expect(await refundNow(id)).toMatchObject({ state: 'done' });
  });

  it('whose receipt Bootpay does not know, before any try, is handed to people after five times', async () => {
    const { id, receiptId } = await owed();
    shop.simulator.faults.plan({ on: 'receipt', kind: 'refuse', receiptId, times: 5 });
    for (let round = 0; round < 5; round++) {
      await sendRefund(shop.ctx, id);
      shop.clock.pass(TEN_MINUTES);
    }
    expect(await refundNow(id)).toMatchObject({ state: 'manual', attempts: 0, refusals: 5 });
  });

  it('whose fifth try is refused because an earlier one arrived after all is done, not handed to people', async () => {
    const { id, amount, receiptId, cancels } = await owed({ kind: 'refuse', times: 4 });
    for (let round = 0; round < 4; round++) {
      await sendRefund(shop.ctx, id);
      shop.clock.pass(TEN_MINUTES);
    }
    const late = gateBefore(/^payments\.cancel$/);
    const sending = watched(late.watcher, () => sendRefund(shop.ctx, id));
    await late.reached;
    await cancelAtBootpay({ receipt_id: receiptId, cancel_price: amount, cancel_id: `mng-refund-${id}` });
    late.open();
    await sending;
    expect(await refundNow(id)).toMatchObject({ state: 'done' });
    expect(await alertsOf(id)).toBe(0);
    expect(cancels()).toHaveLength(1);
  });
});

describe('two workers', () => {
  it('at once send one refund once', async () => {
    const { id, cancels } = await owed();
    const sent = await Promise.all([sendRefund(shop.ctx, id), sendRefund(shop.ctx, id), sendRefund(shop.ctx, id)]);
    expect(sent.filter(Boolean)).toHaveLength(1);
    expect(cancels()).toHaveLength(1);
  });

  // On SQLite one transaction runs at a time: there the slower one cannot stand between.
  it.runIf(onMysql)('send it once even where the slower one looked before the faster one was done', async () => {
    const { receiptId, ids } = await settledThenCancelled();
    const [id = 0] = ids;
    shop.simulator.faults.plan({ on: 'cancel', kind: 'ignore_cancel_id', receiptId, times: 2 });
    const held = gateBefore(/FOR UPDATE|SET .?lease/);
    const slow = watched(held.watcher, () => sendRefund(shop.ctx, id));
    await held.reached;
    await sendRefund(shop.ctx, id);
    held.open();
    await slow;
    expect(shop.simulator.ledger.cancels(receiptId)).toHaveLength(1);
    expect(await refundNow(id)).toMatchObject({ state: 'done', attempts: 1 });
  });
});

describe('a worker', () => {
  it('that overslept its lease sends nothing any more', async () => {
    const { receiptId, ids } = await settledThenCancelled();
    const [id = 0] = ids;
    shop.simulator.faults.plan({ on: 'cancel', kind: 'ignore_cancel_id', receiptId, times: 2 });
    const held = gateBefore(/^UPDATE .?refunds/);
    const slow = watched(held.watcher, () => sendRefund(shop.ctx, id));
    await held.reached;
    shop.clock.pass(61_000);
    await sendRefund(shop.ctx, id);
    held.open();
    await slow;
    expect(shop.simulator.ledger.cancels(receiptId)).toHaveLength(1);
    expect(await refundNow(id)).toMatchObject({ state: 'done', attempts: 1 });
  });
});

describe('refunds of one receipt', () => {
  it('reach every line, whichever goes first', async () => {
    const { order, ids } = await settledThenCancelled();
    expect(ids).toHaveLength(3);
    for (const id of ids.toReversed()) await sendRefund(shop.ctx, id);
    expect(await Refund.countBy({ orderId: order.id, state: 'done' })).toBe(3);
    expect(await Order.findOneByOrFail({ id: order.id })).toMatchObject({ refunded: 250_000, pay: 'refunded' });
    const lines = await OrderLine.find({ where: { orderId: order.id }, order: { id: 'ASC' } });
    expect(lines.map((line) => line.refunded)).toEqual([100_000, 150_000]);
  });

  it('wait for the one whose end is not known', async () => {
    const { ids, receiptId } = await settledThenCancelled();
    const [first = 0, second = 0, third = 0] = ids;
    shop.simulator.faults.plan({ on: 'cancel', kind: 'commit_then_drop', receiptId });
    expect(await sendRefund(shop.ctx, first)).toBe(true);
    expect([await sendRefund(shop.ctx, second), await sendRefund(shop.ctx, third)]).toEqual([false, false]);
    shop.clock.pass(TEN_MINUTES);
    for (const id of ids) await sendRefund(shop.ctx, id);
    for (const id of ids) expect(await refundNow(id)).toMatchObject({ state: 'done' });
    expect(shop.simulator.ledger.cancels(receiptId).map(({ cancelId }) => cancelId)).toEqual(ids.map((id) => `mng-refund-${id}`));
  });
});
