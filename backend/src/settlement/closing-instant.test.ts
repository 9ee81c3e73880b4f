import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '../../prove/invariants.js';
import type { University } from '../catalog/university.entity.js';
import { jobs } from '../jobs/jobs.js';
import { Order } from '../orders/order.entity.js';
import { confirmPayment } from '../payments/confirm-payment.js';
import { aBuyer, placed } from '../testing/buyers.js';
import { aPromotion, aUniversity } from '../testing/fixtures.js';
import { refusal } from '../testing/staff-fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { gateBefore, makeWatchable, watched } from '../testing/watch.js';
import { Offer } from '../promotions/offer.entity.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { settlePromotion } from './settle-promotion.js';

let shop: TestShop;
let university: University;
let at = Date.parse('2026-11-22T03:00:00.000Z');
beforeAll(async () => {
  shop = await startShop();
  shop.ctx.clock = { now: () => new Date(at) };
  makeWatchable(shop.ctx);
  university = await aUniversity();
});
afterAll(() => shop.stop());

const TIERS = [
  { fromQuantity: 1, unitPrice: 100_000 },
  { fromQuantity: 2, unitPrice: 90_000 },
  { fromQuantity: 3, unitPrice: 80_000 },
];
const MINUTE = 60_000;
const onMysql = process.env['TEST_ENGINE'] === 'mysql';

/** A group buy, and the clock so many ms from its closing. */
async function around(ms: number) {
  const group = await aPromotion(
    { clock: { now: () => new Date(at), pass: () => undefined } },
    { universities: [university], tiers: TIERS, closesIn: 1 },
  );
  const closesAt = group.promotion.closesAt.getTime();
  const move = (to: number) => void (at = closesAt + to);
  move(ms);
  return { group, id: group.promotion.id, move };
}
const buyer = () => aBuyer(shop.ctx, university);
const counter = (offerId: number) => OfferCounter.findOneByOrFail({ offerId });
const run = (name: string) =>
  jobs(shop.ctx, { outbox: 1, refunds: 1, expiry: 1, reconcile: 1, settle: 1 })
    .find((job) => job.name === name)
    ?.run();

async function settled(id: number) {
  for (let round = 0; round < 3; round++) {
    await shop.settle();
    at += 11 * MINUTE;
  }
  expect(await violations(shop.ctx.db, { ledger: shop.simulator.ledger })).toEqual([]);
  expect(['settled', 'failed']).toContain((await Promotion.findOneByOrFail({ id })).state);
}

describe('closesAt is the first instant at which nothing can be ordered any more', () => {
  it.each([
    [-1, 'taken'],
    [0, 'promotion_closed'],
    [1, 'promotion_closed'],
  ])('an order %i ms from it is %s', async (ms, answer) => {
    const { group } = await around(ms);
    const told = await placed(await buyer(), group).then(
      () => 'taken',
      (error: unknown) => (error as { code: string }).code,
    );
    expect(told).toBe(answer);
    expect((await counter(group.offer.id)).held).toBe(answer === 'taken' ? 1 : 0);
  });

  it.each([
    [-1, 'done', 'published'],
    [0, 'done', 'settled'],
    [1, 'done', 'settled'],
  ])('a settlement %i ms from it leaves it %s, and it is %s', async (ms, end, state) => {
    const { group, id } = await around(ms);
    expect(await settlePromotion(shop.ctx, id)).toBe(end);
    expect(await Promotion.findOneByOrFail({ id })).toMatchObject({ state });
    expect(await counter(group.offer.id)).toMatchObject({ state: state === 'published' ? 'open' : 'closed' });
  });
});

describe('an order in flight over the closing', () => {
  // Its checks are done, its transaction has not begun. On SQLite one transaction runs at a time: nothing can come between.
  const checked = /^START TRANSACTION/i;

  it.runIf(onMysql)('gets in where its press came in time and nobody has closed the offer yet; the settlement waits for it', async () => {
    const { group, id, move } = await around(-1);
    const held = gateBefore(checked);
    const who = await buyer();
    const ordering = watched(held.watcher, () => placed(who, group));
    await held.reached;
    move(1);
    held.open();
    const { number, total } = await ordering;
    expect(await settlePromotion(shop.ctx, id)).toBe('waiting');
    await confirmPayment(who, { number, receiptId: await shop.pay(number, total) });
    await settled(id);
    expect(await Offer.findOneByOrFail({ id: group.offer.id })).toMatchObject({ finalQuantity: 1 });
  });

  it.runIf(onMysql)('is refused where the settlement has closed the offer meanwhile, and leaves nothing behind', async () => {
    const { group, id, move } = await around(-1);
    const held = gateBefore(checked);
    const who = await buyer();
    const ordering = watched(held.watcher, () => refusal(placed(who, group)));
    await held.reached;
    move(0);
    expect(await settlePromotion(shop.ctx, id)).toBe('done');
    held.open();
    expect(await ordering).toMatchObject({ status: 409, code: 'promotion_closed' });
    expect(await Order.countBy({ promotionId: id })).toBe(0);
    expect(await counter(group.offer.id)).toMatchObject({ held: 0, sold: 0 });
    await settled(id);
  });

  it.runIf(onMysql)('that has taken its units and is not committed yet is waited for', async () => {
    const { group, id, move } = await around(-1);
    const held = gateBefore(/^COMMIT/i);
    const who = await buyer();
    const ordering = watched(held.watcher, () => placed(who, group));
    await held.reached;
    move(0);
    const settling = settlePromotion(shop.ctx, id);
    held.open();
    const { number, total } = await ordering;
    expect(await settling).toBe('waiting');
    await confirmPayment(who, { number, receiptId: await shop.pay(number, total) });
    await settled(id);
    expect(await Offer.findOneByOrFail({ id: group.offer.id })).toMatchObject({ finalQuantity: 1 });
  });

  it('that is being confirmed is waited for, however long, and counts', async () => {
    const { group, id, move } = await around(-1);
    const who = await buyer();
    const { number, total } = await placed(who, group);
    const receiptId = await shop.pay(number, total);
    const answering = gateBefore(/^payments\.confirm answered$/);
    const confirming = watched(answering.watcher, () => confirmPayment(who, { number, receiptId }));
    await answering.reached;
    for (const ms of [0, 1, 39 * MINUTE]) {
      move(ms);
      await run('expiry');
      expect(await settlePromotion(shop.ctx, id)).toBe('waiting');
    }
    answering.open();
    expect(await confirming).toBe('paid');
    await settled(id);
    expect(await Offer.findOneByOrFail({ id: group.offer.id })).toMatchObject({ finalQuantity: 1 });
  });
});

describe('an order placed in the last millisecond', () => {
  /** Two who have paid, and one who placed at closesAt − 1 ms and has fifteen minutes. */
  async function lastMoment() {
    const { group, id, move } = await around(-2);
    for (let n = 0; n < 2; n++) {
      const early = await buyer();
      const { number, total } = await placed(early, group);
      await confirmPayment(early, { number, receiptId: await shop.pay(number, total) });
    }
    move(-1);
    const who = await buyer();
    const { number, total } = await placed(who, group);
    const receiptId = await shop.pay(number, total);
    return { group, id, move, who, number, receiptId, expiresIn: 15 * MINUTE - 1 };
  }

  it('is waited for until it expires, and then is no unit sold', async () => {
    const { group, id, move, number, expiresIn } = await lastMoment();
    move(expiresIn - 1);
    await run('expiry');
    expect(await settlePromotion(shop.ctx, id)).toBe('waiting');
    expect(await Offer.findOneByOrFail({ id: group.offer.id })).toMatchObject({ outcome: null });
    move(expiresIn);
    await run('expiry');
    expect(await Order.findOneByOrFail({ number })).toMatchObject({ state: 'expired' });
    expect(await settlePromotion(shop.ctx, id)).toBe('refunding');
    expect(await Offer.findOneByOrFail({ id: group.offer.id })).toMatchObject({ finalQuantity: 2, finalPrice: 90_000 });
    await settled(id);
  });

  it('can be paid until the millisecond before it expires, and then lowers the price of all', async () => {
    const { group, id, move, who, number, receiptId, expiresIn } = await lastMoment();
    move(expiresIn - 1);
    expect(await confirmPayment(who, { number, receiptId })).toBe('paid');
    await settled(id);
    expect(await Offer.findOneByOrFail({ id: group.offer.id })).toMatchObject({ finalQuantity: 3, finalPrice: 80_000 });
  });

  it('cannot be paid from the instant on at which it expires, whether the job has seen it or not', async () => {
    const { group, id, move, who, number, receiptId, expiresIn } = await lastMoment();
    move(expiresIn);
    expect(await refusal(confirmPayment(who, { number, receiptId }))).toMatchObject({ code: 'receipt_refused' });
    await settled(id);
    expect(await Offer.findOneByOrFail({ id: group.offer.id })).toMatchObject({ finalQuantity: 2, finalPrice: 90_000 });
    expect(shop.simulator.ledger.receipt(receiptId)?.status).toBe(2);
  });
});
