import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '../../prove/invariants.js';
import type { University } from '../catalog/university.entity.js';
import { jobs } from '../jobs/jobs.js';
import { cancelOrder } from '../orders/cancel-order.js';
import { Order } from '../orders/order.entity.js';
import { confirmPayment } from '../payments/confirm-payment.js';
import { Refund } from '../ledger/refund.entity.js';
import { aBuyer, type Buyer, paid, placed } from '../testing/buyers.js';
import { Client } from '../testing/client.js';
import { aPromotion, aUniversity } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { Crash, gateBefore, makeWatchable, watched } from '../testing/watch.js';
import { Offer } from '../promotions/offer.entity.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { settlePromotion } from './settle-promotion.js';

/** Between the counters' closing and the look at who still pays; between the prices' freezing and the first order. */
const MOMENTS = {
  'between close and freeze': /^SELECT 1.*FROM .orders./is,
  'between freeze and batches': /released_at. IS NULL.*LIMIT 50/is,
} as const;
type Moment = keyof typeof MOMENTS;
const MOMENT_NAMES = Object.keys(MOMENTS) as Moment[];
const TIERS = [
  { fromQuantity: 1, unitPrice: 100_000 },
  { fromQuantity: 2, unitPrice: 90_000 },
  { fromQuantity: 3, unitPrice: 80_000 },
];
const HOUR = 3_600_000;
const MINUTE = 60_000;

let shop: TestShop;
let university: University;
let at = Date.parse('2026-11-22T03:00:00.000Z');
const pass = (ms: number) => void (at += ms);
beforeAll(async () => {
  shop = await startShop();
  shop.ctx.clock = { now: () => new Date(at) };
  makeWatchable(shop.ctx);
  university = await aUniversity();
});
afterAll(() => shop.stop());

type Sale = Awaited<ReturnType<typeof aPromotion>>;
const buyer = () => aBuyer(shop.ctx, university);
const sale = () => aPromotion({ clock: { now: () => new Date(at), pass } }, { universities: [university], tiers: TIERS, closesIn: 1 });
const orderOf = (number: string) => Order.findOneByOrFail({ number });
/** Won that Bootpay holds of a receipt in the end. */
const left = (receiptId: string) =>
  (shop.simulator.ledger.receipt(receiptId)?.price ?? 0) - (shop.simulator.ledger.receipt(receiptId)?.cancelled_price ?? 0);

/** Two who paid, one who placed and is in the window. It has closed. */
async function closedWithOneInTheWindow() {
  const group = await sale();
  const first = await paid(shop, await buyer(), group);
  const second = await paid(shop, await buyer(), group);
  pass(HOUR - MINUTE);
  const late = await buyer();
  const order = await placed(late, group);
  const receiptId = await shop.pay(order.number, order.total);
  pass(MINUTE);
  return { group, first, second, late: { buyer: late, number: order.number, receiptId } };
}

/** Runs the settlement up to the moment, lets `arrive` happen, and then lets it go on, or die there. */
async function arriving(group: Sale, moment: Moment, dies: boolean, arrive: () => Promise<unknown>): Promise<void> {
  const held = gateBefore(MOMENTS[moment]);
  let dead = false;
  const settling = watched(
    async (what) => {
      await held.watcher(what);
      if (dead) throw new Crash(what);
    },
    () => settlePromotion(shop.ctx, group.promotion.id),
  ).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error;
  });
  await Promise.race([held.reached, settling.then(() => Promise.reject(new Error('It never came by that moment.')))]);
  await arrive();
  dead = dies;
  held.open();
  await settling;
}

async function toTheEnd(group: Sale): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await shop.settle();
    if (await Promotion.existsBy({ id: group.promotion.id, state: 'settled' })) break;
    pass(11 * MINUTE);
  }
  await shop.settle();
  expect(await Promotion.findOneByOrFail({ id: group.promotion.id })).toMatchObject({ state: 'settled' });
  expect(await violations(shop.ctx.db, { ledger: shop.simulator.ledger })).toEqual([]);
}

const run = (name: string) =>
  jobs(shop.ctx, { outbox: 1, refunds: 1, expiry: 1, reconcile: 1, settle: 1 })
    .find((job) => job.name === name)
    ?.run();
const webhook = (orderId: string, receiptId: string) =>
  new Client(shop.url).post('/api/payments/bootpay/webhook', {
    receipt_id: receiptId,
    order_id: orderId,
    status: 1,
    webhook_type: 'PAYMENT_COMPLETED',
  });
const cancel = (who: Buyer, number: string) => cancelOrder(who, { number, reason: '마음이 바뀌었어요' });

describe.each([
  ['and goes on', false],
  ['and the process dies there', true],
] as const)('while a group buy is settled, %s,', (_how, dies) => {
  it('a confirm between close and freeze counts as sold, and gets the price of all', async () => {
    const { group, first, second, late } = await closedWithOneInTheWindow();
    await arriving(group, 'between close and freeze', dies, () => confirmPayment(late.buyer, late));
    await toTheEnd(group);
    expect(await Offer.findOneByOrFail({ id: group.offer.id })).toMatchObject({ finalQuantity: 3, finalPrice: 80_000 });
    for (const { receiptId } of [first, second, late]) expect(left(receiptId)).toBe(80_000);
  });

  it('a confirm that Bootpay answers only after the close counts as sold', async () => {
    const { group, first, late } = await closedWithOneInTheWindow();
    const answering = gateBefore(/^payments\.confirm answered$/);
    const confirming = watched(answering.watcher, () => confirmPayment(late.buyer, late));
    await answering.reached;
    expect(await settlePromotion(shop.ctx, group.promotion.id)).toBe('waiting');
    pass(20 * MINUTE);
    expect(await settlePromotion(shop.ctx, group.promotion.id)).toBe('waiting');
    answering.open();
    expect(await confirming).toBe('paid');
    await arriving(group, 'between freeze and batches', dies, () => Promise.resolve());
    await toTheEnd(group);
    expect(await Offer.findOneByOrFail({ id: group.offer.id })).toMatchObject({ finalQuantity: 3 });
    for (const { receiptId } of [first, late]) expect(left(receiptId)).toBe(80_000);
  });

  it.each(MOMENT_NAMES)(
    'a webhook %s, of a payment approved after its order expired, changes no price, and all of it goes back',
    async (moment) => {
      const { group, first, second, late } = await closedWithOneInTheWindow();
      pass(16 * MINUTE);
      await run('expiry');
      expect(await orderOf(late.number)).toMatchObject({ state: 'expired' });
      let approved = '';
      await arriving(group, moment, dies, async () => {
        approved = await shop.pay(late.number, 100_000, { status: 1 });
        expect((await webhook(late.number, approved)).status).toBe(200);
        await run('probes');
      });
      await toTheEnd(group);
      expect(await Offer.findOneByOrFail({ id: group.offer.id })).toMatchObject({ finalQuantity: 2, finalPrice: 90_000 });
      for (const { receiptId } of [first, second]) expect(left(receiptId)).toBe(90_000);
      expect(left(approved)).toBe(0);
      expect(await orderOf(late.number)).toMatchObject({ state: 'expired' });
    },
  );

  it.each(MOMENT_NAMES)('a webhook %s, of a payment that was settled with the others, changes nothing', async (moment) => {
    const { group, first, second, late } = await closedWithOneInTheWindow();
    await confirmPayment(late.buyer, late);
    await arriving(group, moment, dies, async () => {
      for (const { number, receiptId } of [first, late]) expect((await webhook(number, receiptId)).status).toBe(200);
      await run('probes');
    });
    await toTheEnd(group);
    for (const { receiptId } of [first, second, late]) expect(left(receiptId)).toBe(80_000);
  });

  it.each(MOMENT_NAMES)('a cancel %s gets everything back, and changes nobody’s price', async (moment) => {
    const { group, first, second, late } = await closedWithOneInTheWindow();
    await confirmPayment(late.buyer, late);
    await arriving(group, moment, dies, () => cancel(late.buyer, late.number));
    await toTheEnd(group);
    expect(await Offer.findOneByOrFail({ id: group.offer.id })).toMatchObject({ finalQuantity: 3, finalPrice: 80_000 });
    for (const { receiptId } of [first, second]) expect(left(receiptId)).toBe(80_000);
    expect(left(late.receiptId)).toBe(0);
    expect(await Refund.findBy({ orderId: (await orderOf(late.number)).id })).toMatchObject([{ kind: 'cancel', amount: 100_000 }]);
  });

  it('a cancel during the confirm, both after the close, is honoured and was never sold', async () => {
    const { group, first, late } = await closedWithOneInTheWindow();
    const answering = gateBefore(/^payments\.confirm answered$/);
    const confirming = watched(answering.watcher, () => confirmPayment(late.buyer, late));
    await answering.reached;
    await cancel(late.buyer, late.number);
    answering.open();
    await confirming;
    await arriving(group, 'between freeze and batches', dies, () => Promise.resolve());
    await toTheEnd(group);
    expect(await Offer.findOneByOrFail({ id: group.offer.id })).toMatchObject({ finalQuantity: 2, finalPrice: 90_000 });
    expect([left(first.receiptId), left(late.receiptId)]).toEqual([90_000, 0]);
  });
});

describe('a cancel before the close', () => {
  it('is no unit sold', async () => {
    const group = await sale();
    const [first, second] = [await paid(shop, await buyer(), group), await paid(shop, await buyer(), group)];
    const third = await buyer();
    const { number } = await paid(shop, third, group);
    pass(HOUR - 1);
    await cancel(third, number);
    pass(1);
    await toTheEnd(group);
    expect(await Offer.findOneByOrFail({ id: group.offer.id })).toMatchObject({ finalQuantity: 2, finalPrice: 90_000 });
    for (const { receiptId } of [first, second]) expect(left(receiptId)).toBe(90_000);
  });
});
