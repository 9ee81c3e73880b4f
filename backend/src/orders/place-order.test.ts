import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { University } from '../catalog/university.entity.js';
import { changeMe } from '../accounts/change-me.js';
import { CodeCount } from '../customers/code-count.entity.js';
import { Customer } from '../customers/customer.entity.js';
import { finishPhoneVerification, startPhoneVerification } from '../accounts/verify-phone.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { CustomerLimit } from '../holds/customer-limit.entity.js';
import { holderOf } from '../holds/limit-holder.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { violations } from '../../prove/invariants.js';
import { AppError } from '../kernel/errors.js';
import { confirmPayment } from '../payments/confirm-payment.js';
import { aBuyer, type Buyer, paid, placed } from '../testing/buyers.js';
import { countQueries } from '../testing/count-queries.js';
import { aPromotion, aUniversity } from '../testing/fixtures.js';
import { asRole } from '../testing/staff-context.js';
import { refusal } from '../testing/staff-fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { gateBefore, makeWatchable, watched } from '../testing/watch.js';
import { cancelOrder } from './cancel-order.js';
import { decideReturn } from './decide-return.js';
import { Order } from './order.entity.js';
import { prepareOrder } from './prepare-order.js';
import { requestReturn } from './request-return.js';
import { shipOrder } from './ship-order.js';

let shop: TestShop;
let university: University;
beforeAll(async () => {
  shop = await startShop();
  makeWatchable(shop.ctx);
  university = await aUniversity();
});
afterAll(() => shop.stop());

const onMysql = process.env['TEST_ENGINE'] === 'mysql' && process.env['TEST_MYSQL_URL'] !== undefined;
const aSale = (given: object = {}) => aPromotion(shop, { universities: [university], ...given });
const heldOf = async (sale: Awaited<ReturnType<typeof aSale>>) => {
  const rows = await CustomerLimit.findBy({ offerId: sale.offer.id });
  return Object.fromEntries(rows.filter(({ held }) => held !== 0).map(({ holder, held }) => [holder, held]));
};

async function verify(buyer: Buyer, phone: string): Promise<void> {
  await startPhoneVerification(buyer, { phone });
  const { text } = await OutboxMessage.findOneOrFail({ where: { purpose: 'code', recipient: phone }, order: { id: 'DESC' } });
  await finishPhoneVerification(buyer, { code: /\d{6}/.exec(text)?.[0] ?? '' });
}
const books = () => violations(shop.ctx.db, { ledger: shop.simulator.ledger });
let phones = 20_000_000;
const aPhone = () => `010${++phones}`;

describe('one press', () => {
  it.each([
    ['looks for a pending order', /expired_at.*FROM .customers/is],
    ['looks at limit and stock', /JOIN .customer_limits/],
  ])('that arrives twice is answered once, though the first is done when the second %s', async (_when, step) => {
    const sale = await aSale({ limit: 1, onHand: 1, surcharges: [0] });
    const buyer = await aBuyer(shop.ctx, university);
    const key = randomUUID();
    const held = gateBefore(step);
    const second = watched(held.watcher, () => placed(buyer, sale, [{}], key));
    await held.reached;
    const first = await placed(buyer, sale, [{}], key);
    held.open();
    expect((await second).number).toBe(first.number);
    expect(await OfferCounter.findOneByOrFail({ offerId: sale.offer.id })).toMatchObject({ held: 1 });
  });
});

describe('orders of one offer that come while another is being stored', () => {
  // On SQLite nobody reads while one is being stored: there they only come one after the other.
  async function behindAnother(sale: Awaited<ReturnType<typeof aSale>>, others: (() => Promise<unknown>)[]) {
    const first = await aBuyer(shop.ctx, university);
    const held = gateBefore(onMysql ? /INSERT INTO .orders/ : /never/);
    const ordering = watched(held.watcher, () => placed(first, sale));
    if (onMysql) await held.reached;
    const counted = countQueries(shop.ctx.db);
    const coming = others.map((other) => refusalOrNumber(other()));
    // They have read when they stand in line; by then nothing of theirs is under way.
    if (onMysql) await expect.poll(() => counted.take().length, { interval: 150 }).toBe(0);
    held.open();
    await ordering;
    const outcomes = await Promise.all(coming);
    counted.stop();
    return { outcomes, commits: counted.take().filter((text) => text === 'COMMIT').length };
  }
  const refusalOrNumber = (placing: Promise<unknown>) =>
    placing.then(
      (order) => (order as Order).number,
      (error: unknown) => (error instanceof AppError ? error.code : Promise.reject(error)),
    );

  it('share a transaction', async () => {
    const sale = await aSale({ onHand: 10, surcharges: [0] });
    const buyers = await Promise.all([1, 2, 3].map(() => aBuyer(shop.ctx, university)));
    const { outcomes, commits } = await behindAnother(
      sale,
      buyers.map((buyer) => () => placed(buyer, sale, [{ quantity: 2 }])),
    );
    expect(new Set(outcomes).size).toBe(3);
    if (onMysql) expect(commits).toBe(1);
    expect(await OfferCounter.findOneByOrFail({ offerId: sale.offer.id })).toMatchObject({ held: 7 });
    expect(Object.values(await heldOf(sale)).toSorted((a, b) => a - b)).toEqual([1, 2, 2, 2]);
    expect(await books()).toEqual([]);
  });

  it('are each told their own: one press twice, too few left, an account that was left, a phone that was verified', async () => {
    const sale = await aSale({ onHand: 6, limit: 3, surcharges: [0] });
    const [twice, enough, gone, moved, late] = (await Promise.all([1, 2, 3, 4, 5].map(() => aBuyer(shop.ctx, university)))) as [
      Buyer,
      Buyer,
      Buyer,
      Buyer,
      Buyer,
    ];
    const key = randomUUID();
    const phone = aPhone();
    const { outcomes } = await behindAnother(sale, [
      () => placed(twice, sale, [{}], key),
      () => placed(twice, sale, [{}], key),
      () => placed(enough, sale, [{ quantity: 2 }]),
      async () => {
        const leaving = placed(gone, sale);
        if (onMysql) await expect.poll(() => Customer.update({ id: gone.id }, { leftAt: new Date() })).toBeTruthy();
        return leaving;
      },
      async () => {
        const ordering = placed(moved, sale, [{ quantity: 2 }]);
        if (onMysql) await Customer.update({ id: moved.id }, { phone, phoneVerifiedAt: new Date() });
        return ordering;
      },
      () => placed(late, sale, [{ quantity: 3 }]),
    ]);
    const [press, again, ...rest] = outcomes;
    expect(press).toBe(again);
    expect(press).toMatch(/^\d{8}-/);
    const holders = Object.keys(await heldOf(sale));
    if (onMysql) {
      expect(rest).toEqual([expect.stringMatching(/^\d{8}-/), 'not_signed_in', expect.stringMatching(/^\d{8}-/), 'sold_out']);
      expect(holders).toContain(holderOf(shop.ctx, { id: 0, phone, phoneVerifiedAt: new Date() }));
    }
    const { held } = await OfferCounter.findOneByOrFail({ offerId: sale.offer.id });
    expect(held).toBeLessThanOrEqual(6);
    expect(Object.values(await heldOf(sale)).reduce((sum, one) => sum + one, 0)).toBe(held);
    expect(await books()).toEqual([]);
  });
});

describe('a limit', () => {
  it('follows a phone that is verified while an order is being placed', async () => {
    const sale = await aSale({ limit: 2 });
    const buyer = await aBuyer(shop.ctx, university);
    await paid(shop, buyer, sale, [{ quantity: 2 }]);
    const phone = aPhone();
    // The limit was looked at under the old name; the transaction has not begun.
    const held = gateBefore(/JOIN .variant_stock/);
    const ordering = watched(held.watcher, () => placed(buyer, sale, [{ quantity: 1 }]).catch((error: { code: string }) => error.code));
    // Nothing left for the second order either way: it is refused before the gate.
    await Promise.race([held.reached, ordering]);
    await verify(buyer, phone);
    held.open();
    expect(await ordering).toBe('limit_reached');
    expect(await heldOf(sale)).toEqual({ [holderOf(shop.ctx, { id: 0, phone, phoneVerifiedAt: new Date() })]: 2 });
  });

  it('is counted under the phone by an order that was looked at before it was verified', async () => {
    const sale = await aSale({ limit: 2 });
    const buyer = await aBuyer(shop.ctx, university);
    const phone = aPhone();
    const held = gateBefore(/JOIN .variant_stock/);
    const ordering = watched(held.watcher, () => placed(buyer, sale, [{ quantity: 2 }]));
    await held.reached;
    await verify(buyer, phone);
    held.open();
    expect(await ordering).toMatchObject({ limitHolder: holderOf(shop.ctx, { id: 0, phone, phoneVerifiedAt: new Date() }) });
    expect(await heldOf(sale)).toEqual({ [holderOf(shop.ctx, { id: 0, phone, phoneVerifiedAt: new Date() })]: 2 });
  });

  // On SQLite one transaction runs at a time: nothing can come between.
  it.runIf(onMysql)('is given back once where an order is cancelled while its phone is verified', async () => {
    const sale = await aSale({ limit: 5 });
    const buyer = await aBuyer(shop.ctx, university);
    const { number } = await paid(shop, buyer, sale, [{ quantity: 2 }]);
    const phone = aPhone();
    const held = gateBefore(/UPDATE .orders. SET .limit_holder|FROM .orders. .*FOR UPDATE/is);
    const verifying = watched(held.watcher, () => verify(buyer, phone));
    await held.reached;
    await cancelOrder(buyer, { number, reason: '마음이 바뀌었어요' });
    held.open();
    await verifying;
    expect(await heldOf(sale)).toEqual({});
  });

  it('is shared by two accounts that prove one phone after the other', async () => {
    const sale = await aSale({ limit: 2 });
    const phone = aPhone();
    const [one, two] = [await aBuyer(shop.ctx, university), await aBuyer(shop.ctx, university)];
    await verify(one, phone);
    await paid(shop, one, sale, [{ quantity: 2 }]);
    await verify(two, phone);
    expect(await refusal(placed(two, sale))).toMatchObject({ code: 'limit_reached' });
    // Whoever proved it later has it: the older account orders nothing until it proves another.
    expect(await refusal(placed(one, sale))).toMatchObject({ status: 403, code: 'phone_needed' });
    await verify(one, aPhone());
    await placed(one, await aSale());
  });

  it('does not begin anew by changing the phone', async () => {
    const sale = await aSale({ limit: 2 });
    const buyer = await aBuyer(shop.ctx, university);
    await verify(buyer, aPhone());
    await paid(shop, buyer, sale, [{ quantity: 2 }]);
    await changeMe(buyer, { phone: aPhone() });
    expect(await Customer.findOneByOrFail({ id: buyer.id })).toMatchObject({ phoneVerifiedAt: null });
    expect(await refusal(placed(buyer, sale))).toMatchObject({ code: 'phone_needed' });
    await verify(buyer, aPhone());
    expect(await refusal(placed(buyer, sale))).toMatchObject({ code: 'limit_reached' });
  });

  it('that two accounts of one person exceed together keeps what is paid and sells nothing more, until it is less', async () => {
    const sale = await aSale({ limit: 2 });
    const [one, two] = [await aBuyer(shop.ctx, university), await aBuyer(shop.ctx, university)];
    const bought = await paid(shop, one, sale, [{ quantity: 2 }]);
    const also = await paid(shop, two, sale, [{ quantity: 2 }]);
    const phone = aPhone();
    await verify(one, phone);
    await verify(two, phone);
    const holder = holderOf(shop.ctx, { id: 0, phone, phoneVerifiedAt: new Date() });
    expect(await heldOf(sale)).toEqual({ [holder]: 4 });
    const refused = await refusal(placed(two, sale));
    expect([refused.code, refused.detail]).toEqual(['limit_reached', expect.stringContaining('이미 4개를 주문해서 더 살 수 없어요')]);
    expect(await refusal(placed(one, sale))).toMatchObject({ code: 'phone_needed' });
    await cancelOrder(two, { number: also.number, reason: '마음이 바뀌었어요' });
    expect(await refusal(placed(two, sale))).toMatchObject({ code: 'limit_reached' });
    await cancelOrder(one, { number: bought.number, reason: '마음이 바뀌었어요' });
    expect(await heldOf(sale)).toEqual({});
    await paid(shop, two, sale, [{ quantity: 2 }]);
    expect(await refusal(placed(one, sale))).toMatchObject({ code: 'phone_needed' });
    await shop.settle();
    expect(await books()).toEqual([]);
  });

  it('that two accounts exceed together ends what neither has paid yet, and that is no expiry of theirs', async () => {
    const [sale, other] = [await aSale({ limit: 2 }), await aSale({ limit: 2 })];
    const [one, two] = [await aBuyer(shop.ctx, university), await aBuyer(shop.ctx, university)];
    const phone = aPhone();
    await verify(one, phone);
    await paid(shop, one, sale, [{ quantity: 1 }]);
    const within = await placed(one, other);
    const over = await placed(two, sale, [{ quantity: 2 }]);
    const receiptId = await shop.pay(over.number, over.total);
    await verify(two, phone);
    expect(await refusal(confirmPayment(two, { number: over.number, receiptId }))).toMatchObject({ code: 'receipt_refused' });
    await shop.settle();
    const holder = holderOf(shop.ctx, { id: 0, phone, phoneVerifiedAt: new Date() });
    expect(await heldOf(sale)).toEqual({ [holder]: 1 });
    expect(await Order.findOneOrFail({ where: { id: over.id }, select: { state: true, endedByShop: true } })).toEqual(
      expect.objectContaining({ state: 'expired', endedByShop: true }),
    );
    expect(await Order.findOneByOrFail({ id: within.id })).toMatchObject({ state: 'pending' });
    // What is left to them can be bought at once, by who has the phone now.
    await placed(two, sale, [{ quantity: 1 }]);
    expect(await refusal(placed(one, sale))).toMatchObject({ code: 'phone_needed' });
    expect(await books()).toEqual([]);
  });

  it('loses and doubles no unit where accounts become one while they order, cancel and run out', async () => {
    for (let round = 0; round < (onMysql ? 8 : 3); round++) {
      // What a day of one browser allows is counted elsewhere.
      await CodeCount.clear();
      const sale = await aSale({ limit: 2, onHand: 100 });
      const buyers = await Promise.all([0, 1, 2, 3].map(() => aBuyer(shop.ctx, university)));
      const [one, two, three, four] = buyers as [Buyer, Buyer, Buyer, Buyer];
      const phone = aPhone();
      const bought = await paid(shop, one, sale, [{ quantity: 2 }]);
      await paid(shop, two, sale, [{ quantity: 1 }]);
      await placed(three, sale, [{ quantity: 2 }]);
      const quiet = (work: Promise<unknown>) => work.catch((error: unknown) => (error instanceof AppError ? null : Promise.reject(error)));
      for (const buyer of buyers) await startPhoneVerification(buyer, { phone });
      const codes = await OutboxMessage.find({ where: { purpose: 'code', recipient: phone }, order: { id: 'ASC' } });
      const become = (buyer: Buyer, index: number) =>
        quiet(finishPhoneVerification(buyer, { code: /\d{6}/.exec(codes[index]?.text ?? '')?.[0] ?? '' }));
      await Promise.all([
        ...buyers.map(become),
        quiet(cancelOrder(one, { number: bought.number, reason: '마음이 바뀌었어요' })),
        quiet(placed(two, sale, [{ quantity: 1 }])),
        quiet(placed(four, sale, [{ quantity: 2 }])),
      ]);
      await shop.settle();
      expect((await books()).filter((line) => !line.endsWith('more than a person may'))).toEqual([]);
      const holder = holderOf(shop.ctx, { id: 0, phone, phoneVerifiedAt: new Date() });
      const rows = await CustomerLimit.findBy({ offerId: sale.offer.id });
      expect(rows.filter((row) => row.held > 0).map((row) => row.holder)).toEqual([holder]);
      // Whoever's code came last has the phone; the others are asked for one of their own.
      const again = await refusal(placed(four, sale, [{ quantity: 2 }]));
      expect(['limit_reached', 'order_pending', 'phone_needed']).toContain(again.code);
    }
  });

  it('moves with what was returned, which still counts', async () => {
    await CodeCount.clear();
    const sale = await aSale({ kind: 'sale', limit: 2 });
    const buyer = await aBuyer(shop.ctx, university);
    const { number, order } = await paid(shop, buyer, sale, [{ quantity: 2 }]);
    const staff = asRole(shop.ctx, 'owner');
    await prepareOrder(staff, order);
    await shipOrder(staff, { id: order.id, carrier: '한진택배', trackingNumber: '4000000001' });
    await requestReturn(buyer, number, { kind: 'defect', reason: '깨졌어요' });
    await decideReturn(staff, { id: order.id, decision: 'accepted', restock: false, reason: '확인했어요' });
    const phone = aPhone();
    await verify(buyer, phone);
    expect(await heldOf(sale)).toEqual({ [holderOf(shop.ctx, { id: 0, phone, phoneVerifiedAt: new Date() })]: 2 });
    expect(await Order.findOneByOrFail({ id: order.id })).toMatchObject({
      limitHolder: holderOf(shop.ctx, { id: 0, phone, phoneVerifiedAt: new Date() }),
    });
  });
});
