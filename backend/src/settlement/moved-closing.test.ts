import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { University } from '../catalog/university.entity.js';
import { Customer } from '../customers/customer.entity.js';
import type { AppError } from '../kernel/errors.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { cancelOrder } from '../orders/cancel-order.js';
import { Order } from '../orders/order.entity.js';
import { confirmPayment } from '../payments/confirm-payment.js';
import { Refund } from '../ledger/refund.entity.js';
import { AuditEntry } from '../access/audit-entry.entity.js';
import { aBuyer, paid, placed } from '../testing/buyers.js';
import { aPromotion, aUniversity, type SaleSetting } from '../testing/fixtures.js';
import { asRole } from '../testing/staff-context.js';
import { refusal } from '../testing/staff-fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { crashAt, gateBefore, makeWatchable, watched } from '../testing/watch.js';
import { cancelPromotion } from './cancel-promotion.js';
import { closeEarly } from './close-early.js';
import { copyPromotion } from '../promotions/copy-promotion.js';
import { extendPromotion } from './extend-promotion.js';
import { Offer } from '../promotions/offer.entity.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { countParticipants } from './participants.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { PromotionNotice } from './promotion-notice.entity.js';
import { PromotionUniversity } from '../promotions/promotion-university.entity.js';
import { publishPromotion } from '../promotions/publish-promotion.js';
import { settleNow } from './settle-now.js';
import { settlePromotion } from './settle-promotion.js';
import { tellParticipants } from './tell-participants.js';

let shop: TestShop;
let university: University;
beforeAll(async () => {
  shop = await startShop();
  makeWatchable(shop.ctx);
  university = await aUniversity();
});
afterAll(() => shop.stop());

const HOUR = 3_600_000;
const reason = '공급사와 다시 맞췄어요';
const staff = () => asRole(shop.ctx, 'manager', 7);
const sale = (setting: SaleSetting = {}) =>
  aPromotion(shop, {
    universities: [university],
    tiers: [
      { fromQuantity: 1, unitPrice: 100_000 },
      { fromQuantity: 2, unitPrice: 90_000 },
    ],
    ...setting,
  });
const hoursFromNow = (hours: number) => new Date(shop.clock.now().getTime() + hours * HOUR);
const buyer = () => aBuyer(shop.ctx, university);
const promotionOf = (id: number) => Promotion.findOneByOrFail({ id });
const messagesOf = (promotionId: number) => OutboxMessage.findBy({ groupKey: `promotion/${promotionId}`, channel: 'sms' });
const told = async (promotionId: number) =>
  (await OutboxMessage.find({ where: { purpose: 'notice' }, order: { id: 'ASC' } })).filter(({ groupKey }) =>
    groupKey.startsWith(`promotion/${promotionId}/`),
  );

describe('closing early', () => {
  it('ends the sale at once, lets who is paying end, and settles with what was sold', async () => {
    const own = await sale();
    const { id } = own.promotion;
    const [one, two] = [await buyer(), await buyer()];
    const first = await paid(shop, one, own);
    const pending = await placed(two, own);
    await closeEarly(staff(), { id, reason });
    const { closesAt } = await promotionOf(id);
    expect(closesAt <= shop.clock.now()).toBe(true);
    expect(await OfferCounter.findOneByOrFail({ offerId: own.offer.id })).toMatchObject({ closesAt });
    expect((await refusal(placed(await buyer(), own))).code).toBe('promotion_closed');
    await confirmPayment(two, { number: pending.number, receiptId: await shop.pay(pending.number, pending.total) });
    await shop.settle();
    expect(await Offer.findOneByOrFail({ id: own.offer.id })).toMatchObject({ finalQuantity: 2, finalPrice: 90_000, outcome: 'reached' });
    expect(await Refund.findBy({ orderId: first.order.id })).toMatchObject([{ kind: 'settle', amount: 10_000, state: 'done' }]);
    expect(await AuditEntry.findOneByOrFail({ action: 'closeEarly', recordId: String(id) })).toMatchObject({ staffId: 7, reason });
  });

  it.each([
    ['before it opens', { opensIn: 1 }, { status: 409, code: 'not_open_yet' }],
    ['before it is published', { state: 'draft' }, { status: 409, code: 'not_published' }],
  ] as const)('is refused %s', async (_when, setting, refused) => {
    const { id } = (await sale(setting)).promotion;
    expect(await refusal(closeEarly(staff(), { id, reason }))).toMatchObject(refused);
  });

  it.each(['fulfilment', 'support', 'viewer'] as const)('is refused to %s', async (role) => {
    const { id } = (await sale()).promotion;
    expect((await refusal(closeEarly(asRole(shop.ctx, role), { id, reason }))).status).toBe(403);
  });

  it('is refused without a reason, a second time, and for none that there is', async () => {
    const { id } = (await sale()).promotion;
    expect(await refusal(closeEarly(staff(), { id, reason: ' x ' }))).toMatchObject({ status: 422, errors: [{ path: 'reason' }] });
    await closeEarly(staff(), { id, reason });
    expect(await refusal(closeEarly(staff(), { id, reason }))).toMatchObject({ status: 409, code: 'promotion_closed' });
    expect((await refusal(closeEarly(staff(), { id: 999_999, reason }))).status).toBe(404);
  });
});

describe('extending', () => {
  it('moves promotion and counters together, and what was placed before stays valid', async () => {
    const own = await sale({ closesIn: 1 });
    const { id } = own.promotion;
    const early = await buyer();
    const order = await placed(early, own);
    const closesAt = hoursFromNow(24);
    await extendPromotion(staff(), { id, closesAt, reason });
    expect(await promotionOf(id)).toMatchObject({ closesAt, state: 'published' });
    expect(await OfferCounter.findOneByOrFail({ offerId: own.offer.id })).toMatchObject({ closesAt, held: 1, state: 'open' });
    await confirmPayment(early, { number: order.number, receiptId: await shop.pay(order.number, order.total) });
    shop.clock.pass(2 * HOUR);
    expect(await settlePromotion(shop.ctx, id)).toBe('done'); // nothing to do yet
    await paid(shop, await buyer(), own);
    expect(await Offer.findOneByOrFail({ id: own.offer.id })).toMatchObject({ outcome: null });
    const [entry] = await AuditEntry.findBy({ action: 'extendPromotion', recordId: String(id) });
    expect(entry).toMatchObject({ reason, changes: { closesAt: [own.promotion.closesAt.toISOString(), closesAt.toISOString()] } });
  });

  it('is refused for times that are not later or too far, and once it has closed', async () => {
    const { promotion } = await sale({ closesIn: 1 });
    const { id } = promotion;
    for (const closesAt of [promotion.closesAt, hoursFromNow(0.5), hoursFromNow(24 * 40), new Date(NaN)])
      expect(await refusal(extendPromotion(staff(), { id, closesAt, reason }))).toMatchObject({
        status: 422,
        errors: [{ path: 'closesAt' }],
      });
    expect((await refusal(extendPromotion(staff(), { id, closesAt: hoursFromNow(2), reason: '' }))).status).toBe(422);
    shop.clock.pass(HOUR);
    expect(await refusal(extendPromotion(staff(), { id, closesAt: hoursFromNow(2), reason }))).toMatchObject({ code: 'promotion_closed' });
  });

  it('is decided on the closing that was seen: sent again it is moved once, and on another it is refused', async () => {
    const own = await sale({ closesIn: 1 });
    const { id, closesAt: from } = own.promotion;
    const [closesAt, later] = [hoursFromNow(24), hoursFromNow(48)];
    for (let sent = 0; sent < 2; sent++) await extendPromotion(staff(), { id, from, closesAt, reason });
    expect(await AuditEntry.countBy({ action: 'extendPromotion', recordId: String(id) })).toBe(1);
    expect(await refusal(extendPromotion(staff(), { id, from, closesAt: later, reason }))).toMatchObject({
      status: 409,
      code: 'changed_meanwhile',
    });
    expect(await promotionOf(id)).toMatchObject({ closesAt });
    expect(await PromotionNotice.findOneByOrFail({ promotionId: id })).toMatchObject({ kind: 'extended' });
    expect((await refusal(extendPromotion(asRole(shop.ctx, 'viewer'), { id, closesAt: later, reason }))).status).toBe(403);
  });

  it('is refused when its counters are closed, whatever the clock says', async () => {
    const own = await sale();
    await OfferCounter.update({ offerId: own.offer.id }, { state: 'closed' });
    expect(await refusal(extendPromotion(staff(), { id: own.promotion.id, closesAt: hoursFromNow(72), reason }))).toMatchObject({
      code: 'promotion_closed',
    });
    expect(await promotionOf(own.promotion.id)).toMatchObject({ closesAt: own.promotion.closesAt });
  });

  it('is refused where another live promotion offers the product to one of its universities', async () => {
    const own = await sale();
    const other = await sale();
    await Offer.update(other.offer.id, { productId: own.product.id });
    const refused = await refusal(extendPromotion(staff(), { id: own.promotion.id, closesAt: hoursFromNow(72), reason }));
    expect(refused).toMatchObject({ status: 409, code: 'overlap' });
    expect(refused.errors[0]?.message).toContain(university.name);
    expect(refused.errors[0]?.message).toContain(other.promotion.title);
  });
});

describe('who takes part', () => {
  it('is told once each, however many orders they have; who does not, not', async () => {
    const own = await sale({ limit: 5 });
    const { id } = own.promotion;
    const [twice, once, cancelled, unpaid, left] = [await buyer(), await buyer(), await buyer(), await buyer(), await buyer()];
    for (const who of [twice, twice, once, left]) await paid(shop, who, own);
    const gone = await paid(shop, cancelled, own);
    await cancelOrder(shop.ctx, { number: gone.number, reason: '마음이 바뀌었어요' });
    await placed(unpaid, own);
    await Customer.update(left.id, { leftAt: shop.clock.now(), phone: '' });
    expect(await countParticipants(shop.ctx.db.manager, id, shop.clock.now())).toBe(3);
    const closesAt = hoursFromNow(96);
    await extendPromotion(staff(), { id, closesAt, reason });
    await shop.settle();
    await shop.settle();
    const messages = await told(id);
    expect(messages.map(({ customerId }) => customerId)).toEqual([twice.id, once.id]);
    expect(messages[0]).toMatchObject({ state: 'sent', purpose: 'notice' });
    expect(messages[0]?.text).toMatch(/^\[MNG샵\] .*마감이 .*월 .*로 늦춰졌어요/);
    expect(messages[0]?.text).not.toContain(reason);
    expect(await PromotionNotice.findOneByOrFail({ promotionId: id })).toMatchObject({ told: 2 });
    expect(await messagesOf(id)).toEqual([]);
  });

  it('hears the newest notice only, and none of a promotion that was cancelled', async () => {
    const own = await sale();
    const { id } = own.promotion;
    await paid(shop, await buyer(), own);
    await extendPromotion(staff(), { id, closesAt: hoursFromNow(72), reason });
    await extendPromotion(staff(), { id, closesAt: hoursFromNow(96), reason });
    await closeEarly(staff(), { id, reason });
    await shop.settle();
    expect((await told(id)).map(({ text }) => /앞당겼어요/.test(text))).toEqual([true]);
    const other = await sale();
    await paid(shop, await buyer(), other);
    await extendPromotion(staff(), { id: other.promotion.id, closesAt: hoursFromNow(72), reason });
    await cancelPromotion(staff(), { id: other.promotion.id, reason });
    await shop.settle();
    expect(await told(other.promotion.id)).toEqual([]);
  });

  it('of a sale is told nothing: they have paid its price and wait for no other', async () => {
    const own = await sale({ kind: 'sale', tiers: [{ fromQuantity: 1, unitPrice: 50_000 }] });
    await paid(shop, await buyer(), own);
    await extendPromotion(staff(), { id: own.promotion.id, closesAt: hoursFromNow(72), reason });
    await shop.settle();
    expect(await told(own.promotion.id)).toEqual([]);
  });

  it('is told once each wherever it is killed, by however many at once', async () => {
    const own = await sale({ onHand: 1_000 });
    const { id } = own.promotion;
    const people = 450; // three batches
    const model = await paid(shop, await buyer(), own);
    const { id: _id, number: _number, customerId: _customer, ...row } = await Order.findOneByOrFail({ id: model.order.id });
    for (let from = 1; from < people; from += 50) {
      const customers = await Promise.all(Array.from({ length: Math.min(50, people - from) }, () => buyer()));
      await Order.insert(
        customers.map((one) => ({ ...row, number: `T${id}-${one.id}`, customerId: one.id, idemKey: `t${one.id}`, idemHash: 'test' })),
      );
    }
    // The first again, batches later.
    await Order.insert({ ...row, number: `T${id}-again`, customerId: model.order.customerId, idemKey: `again${id}`, idemHash: 'test' });
    await extendPromotion(staff(), { id, closesAt: hoursFromNow(72), reason });
    const notice = await PromotionNotice.findOneByOrFail({ promotionId: id });
    for (const step of [2, 4, 6, 9, 13, 17, 21])
      await watched(crashAt(step), () => tellParticipants(shop.ctx, notice.id)).catch(() => undefined);
    await Promise.all([tellParticipants(shop.ctx, notice.id), tellParticipants(shop.ctx, notice.id)]);
    const messages = await told(id);
    expect(new Set(messages.map(({ customerId }) => customerId)).size).toBe(people);
    expect(messages).toHaveLength(people);
    expect(await PromotionNotice.findOneByOrFail({ id: notice.id })).toMatchObject({ told: people });
    await OutboxMessage.delete({ purpose: 'notice', state: 'due' });
    await Order.delete({ promotionId: id, idemHash: 'test' }).catch(() => undefined);
  }, 60_000);
});

describe('closing, extending, cancelling, settling and ordering at once', () => {
  it('end in one state that holds together', async () => {
    for (let round = 0; round < 8; round++) {
      const own = await sale({ closesIn: 24 });
      const { id } = own.promotion;
      await paid(shop, await buyer(), own);
      const buyers = await Promise.all(Array.from({ length: 3 }, () => buyer()));
      const closesAt = hoursFromNow(48);
      const verbs = [
        () => closeEarly(staff(), { id, reason }),
        () => extendPromotion(staff(), { id, closesAt, reason }),
        () => settlePromotion(shop.ctx, id),
        ...(round % 2 === 0 ? [() => cancelPromotion(staff(), { id, reason })] : []),
        ...buyers.map((one) => () => placed(one, own)),
        () => settlePromotion(shop.ctx, id),
      ];
      const outcomes = await Promise.allSettled(rotated(verbs, round).map((verb) => verb()));
      for (const outcome of outcomes) if (outcome.status === 'rejected') expect((outcome.reason as AppError).status).toBeOneOf([404, 409]);
      await consistent(own, closesAt);
      shop.clock.pass(49 * HOUR);
      await shop.settle();
      await ended(own);
    }
  }, 120_000);
});

const rotated = <T>(items: T[], by: number): T[] => [...items.slice(by % items.length), ...items.slice(0, by % items.length)];

async function consistent({ promotion, offer }: Awaited<ReturnType<typeof sale>>, extended: Date): Promise<void> {
  const now = await promotionOf(promotion.id);
  const counter = await OfferCounter.findOneByOrFail({ offerId: offer.id });
  expect(counter.closesAt).toEqual(now.closesAt);
  const entries = await AuditEntry.find({ where: { recordId: String(promotion.id), resource: 'promotions' }, order: { id: 'ASC' } });
  const actions = entries.map(({ action }) => action);
  if (actions.at(-1) === 'extendPromotion') expect([now.closesAt, counter.state]).toEqual([extended, 'open']);
  if (actions.includes('closeEarly')) expect(now.closesAt <= shop.clock.now()).toBe(true);
  expect(now.state === 'cancelled').toBe(actions.includes('cancelPromotion'));
  if (now.state === 'cancelled') expect(counter.state).toBe('closed');
}

async function ended({ promotion, offer }: Awaited<ReturnType<typeof sale>>): Promise<void> {
  const { state } = await promotionOf(promotion.id);
  expect(['settled', 'cancelled']).toContain(state);
  const { outcome } = await Offer.findOneByOrFail({ id: offer.id });
  expect(outcome).toBe(state === 'settled' ? 'reached' : null);
  for (const order of await Order.findBy({ promotionId: promotion.id }))
    expect([order.state, order.releasedAt !== null]).toBeOneOf([
      ...(state === 'settled' ? [['paid', true]] : []),
      ['cancelled', false],
      ['expired', false],
    ]);
  const counter = await OfferCounter.findOneByOrFail({ offerId: offer.id });
  expect(counter).toMatchObject(state === 'settled' ? { state: 'closed', held: 1, sold: 1 } : { state: 'closed', held: 0, sold: 0 });
}

describe('settling by hand', () => {
  it('goes on with a closed promotion, for whoever may and says why', async () => {
    const own = await sale({ closesIn: 1 });
    const { id } = own.promotion;
    const { order } = await paid(shop, await buyer(), own, [{ quantity: 2 }]);
    expect(await refusal(settleNow(staff(), { id, reason }))).toMatchObject({ status: 409, code: 'not_closed' });
    shop.clock.pass(HOUR);
    expect((await refusal(settleNow(asRole(shop.ctx, 'support'), { id, reason }))).status).toBe(403);
    expect((await refusal(settleNow(staff(), { id, reason: '' }))).status).toBe(422);
    expect(await Promise.all([settleNow(staff(), { id, reason }), settleNow(staff(), { id, reason })])).toEqual(['refunding', 'refunding']);
    expect(await Refund.countBy({ orderId: order.id })).toBe(1);
    expect(await AuditEntry.countBy({ action: 'settleNow', recordId: String(id) })).toBe(2);
    await shop.settle();
    expect(await refusal(settleNow(staff(), { id, reason }))).toMatchObject({ status: 409, code: 'not_published' });
  });

  it('answers before a long settlement ends, which goes on', async () => {
    const own = await sale({ closesIn: 1 });
    await paid(shop, await buyer(), own);
    shop.clock.pass(HOUR);
    const held = gateBefore(/^UPDATE .offers. SET/i);
    const answer = watched(held.watcher, () => settleNow(staff(), { id: own.promotion.id, reason }, 0));
    await held.reached;
    expect(await answer).toBe('running');
    held.open();
    await expect.poll(async () => (await Offer.findOneByOrFail({ id: own.offer.id })).outcome).toBe('reached');
  });
});

describe('a copy', () => {
  it('is a draft of the same offers whole weeks later, with nothing sold', async () => {
    const own = await sale({ cap: 20, goal: 2, limit: 3 });
    await paid(shop, await buyer(), own);
    const copy = await copyPromotion(staff(), { id: own.promotion.id });
    const week = 7 * 24 * HOUR;
    expect(copy).toMatchObject({ state: 'draft', slug: `${own.promotion.slug}-2`, title: own.promotion.title, publishedAt: null });
    expect(copy.opensAt.getTime() - own.promotion.opensAt.getTime()).toBe(week);
    expect(copy.closesAt.getTime() - own.promotion.closesAt.getTime()).toBe(week);
    const [offer] = await Offer.findBy({ promotionId: copy.id });
    expect(offer).toMatchObject({
      productId: own.product.id,
      tiers: own.offer.tiers,
      capQuantity: 20,
      goalQuantity: 2,
      perCustomerLimit: 3,
    });
    expect(await OfferCounter.countBy({ offerId: offer?.id ?? 0 })).toBe(0);
    expect(await PromotionUniversity.findBy({ promotionId: copy.id })).toMatchObject([{ universityId: university.id }]);
    expect((await AuditEntry.findOneByOrFail({ action: 'savePromotion', recordId: String(copy.id) })).changes).toMatchObject({
      copyOf: own.promotion.id,
    });
    expect((await copyPromotion(staff(), { id: copy.id })).slug).toBe(`${own.promotion.slug}-3`);
    expect((await refusal(publishPromotion(staff(), { id: copy.id }))).code).toBe('overlap');
  });

  it('goes to other universities, and two at once get names of their own', async () => {
    const own = await sale();
    const there = await aUniversity();
    const [one, two] = await Promise.all([1, 2].map(() => copyPromotion(staff(), { id: own.promotion.id, reach: [there.id] })));
    expect(one?.slug).not.toBe(two?.slug);
    await publishPromotion(staff(), { id: one?.id ?? 0 });
    expect((await refusal(copyPromotion(asRole(shop.ctx, 'viewer'), { id: own.promotion.id }))).status).toBe(403);
    expect((await refusal(copyPromotion(staff(), { id: 999_999 }))).status).toBe(404);
  });

  it('and its twin for the same university are never both published', async () => {
    for (let round = 0; round < 5; round++) {
      const own = await sale({ state: 'draft' });
      await OfferCounter.delete({ offerId: own.offer.id });
      const there = await aUniversity();
      const [same, all, other] = [
        await copyPromotion(staff(), { id: own.promotion.id }),
        await copyPromotion(staff(), { id: own.promotion.id, reach: 'all' }),
        await copyPromotion(staff(), { id: own.promotion.id, reach: [there.id] }),
      ];
      const rivals = round % 2 === 0 ? [own.promotion.id, same.id] : [own.promotion.id, all.id];
      const outcomes = await Promise.allSettled(rivals.map((id) => publishPromotion(staff(), { id })));
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toMatchObject({ status: 409, code: 'overlap' });
      // At another price for another university it may be on sale meanwhile.
      if (round % 2 === 0) {
        await Offer.update({ promotionId: other.id }, { tiers: [{ fromQuantity: 1, unitPrice: 70_000 }] });
        expect(await publishPromotion(staff(), { id: other.id })).toMatchObject({ state: 'published' });
      }
    }
  });
});
