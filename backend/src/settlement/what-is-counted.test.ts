import { Like } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditEntry } from '../access/audit-entry.entity.js';
import type { University } from '../catalog/university.entity.js';
import { Customer } from '../customers/customer.entity.js';
import { transact } from '../database/database.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { CustomerLimit } from '../holds/customer-limit.entity.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { VariantStock } from '../holds/variant-stock.entity.js';
import { Payment } from '../ledger/payment.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { Order } from '../orders/order.entity.js';
import { OrderLine } from '../orders/order-line.entity.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { Offer } from '../promotions/offer.entity.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { aBuyer } from '../testing/buyers.js';
import { aPromotion, aUniversity, type SaleSetting } from '../testing/fixtures.js';
import { asRole, staffContext, type StaffContext } from '../testing/staff-context.js';
import { refusal } from '../testing/staff-fixtures.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { composeSms } from '../words/rules/sms-text.js';
import { told } from '../words/sentence.js';
import { cancelOrdersOf, cancelPromotion } from './cancel-promotion.js';
import { eachOrder } from './each-order.js';
import { countParticipants } from './participants.js';
import { readClosingStart } from './read-closing-start.js';
import { readPromotionDetail, readPromotionProgress } from './read-promotion-detail.js';
import { settleNow } from './settle-now.js';
import { settleOrder } from './settle-order.js';
import { settlePromotion } from './settle-promotion.js';
import { PromotionNotice } from './promotion-notice.entity.js';
import { dropNotices, giveNotice, tellParticipants, untoldNotices } from './tell-participants.js';

/** Rows put in directly: whatever stands in the database, which of it counts. */
let database: TestDatabase;
let ctx: StaffContext;
let university: University;
beforeAll(async () => {
  database = await openTestDatabase();
  ctx = staffContext(database.db);
  university = await aUniversity();
});
afterAll(() => database.drop());

const HOUR = 3_600_000;
const reason = '공급이 끊겼어요';
const TIERS = [
  { fromQuantity: 1, unitPrice: 100_000 },
  { fromQuantity: 2, unitPrice: 90_000 },
];
const fromNow = (ms: number) => new Date(ctx.clock.now().getTime() + ms);
const staff = () => asRole(ctx, 'manager', 7);

type Sale = Awaited<ReturnType<typeof aPromotion>>;
async function aSale(setting: SaleSetting = {}): Promise<Sale> {
  const sale = await aPromotion(
    { clock: { now: ctx.clock.now, pass: ctx.clock.forward } },
    { universities: [university], tiers: TIERS, ...setting },
  );
  await OfferCounter.update({ offerId: sale.offer.id }, { held: 60, sold: 50 });
  await VariantStock.update({ variantId: sale.variants[0]?.id ?? 0 }, { reserved: 60 });
  return sale;
}

let orders = 0;
interface Bought {
  order?: Partial<Order>;
  line?: Partial<OrderLine>;
  payment?: Partial<Payment> | null;
}
/** A paid order of one unit, unless it says otherwise. */
async function bought(sale: Sale, { order = {}, line = {}, payment = {} }: Bought = {}) {
  const now = ctx.clock.now();
  const nth = ++orders;
  const customerId = order.customerId ?? (await aBuyer(ctx, university)).id;
  const { identifiers } = await Order.insert({
    number: `T-${nth}`,
    customerId,
    universityId: university.id,
    promotionId: sale.promotion.id,
    state: 'paid',
    pay: 'paid',
    total: 100_000,
    placedAt: now,
    expiresAt: now,
    paidAt: now,
    recipientName: '이하늘',
    recipientPhone: '01012345678',
    recipientPostcode: '08826',
    recipientAddress1: '관악로 1',
    limitHolder: `test:${nth}`,
    idemKey: `t${nth}`,
    idemHash: 'test',
    ...order,
  });
  const { id } = identifiers[0] as { id: number };
  await CustomerLimit.insert({ offerId: sale.offer.id, holder: `test:${nth}`, held: 5 });
  const lineId = await aLine(sale, id, line);
  if (payment) {
    const receipt = { receiptId: String(nth).padStart(24, '0'), submittedAt: now, state: 'paid' as const };
    await Payment.insert({ orderId: id, amount: 100_000, captured: 100_000, ...receipt, ...payment });
  }
  return { id, number: `T-${nth}`, customerId, lineId, holder: `test:${nth}`, stored: () => Order.findOneByOrFail({ id }) };
}

async function aLine(sale: Sale, orderId: number, given: Partial<OrderLine> = {}): Promise<number> {
  const { identifiers } = await OrderLine.insert({
    orderId,
    offerId: sale.offer.id,
    productId: sale.product.id,
    variantId: sale.variants[0]?.id ?? 0,
    productSlug: sale.product.slug,
    productName: sale.product.name,
    options: {},
    quantity: 1,
    tierPrice: 100_000,
    surcharge: 0,
    unitPrice: 100_000,
    ...given,
  });
  return (identifiers[0] as { id: number }).id;
}

async function aRefund(order: { id: number }, given: Partial<Refund>): Promise<void> {
  const { id: paymentId } = await Payment.findOneByOrFail({ orderId: order.id });
  const now = ctx.clock.now();
  const due = { paymentId, orderId: order.id, amount: 1, state: 'due' as const, dueAt: now, promisedBy: now, requestedAt: now };
  await Refund.insert({ ...due, k: `test/${order.id}/${given.kind}/${given.state}`, ...given });
}

describe('who takes part at an instant', () => {
  it.each<[string, (at: Date) => Partial<Order>, number]>([
    ['paid before it', () => ({}), 1],
    ['placed at it', (at) => ({ placedAt: at }), 1],
    ['placed after it', (at) => ({ placedAt: new Date(at.getTime() + 1) }), 0],
    ['whose payment is being confirmed', () => ({ state: 'pending', pay: 'confirming', paidAt: null }), 1],
    ['who has not paid', () => ({ state: 'pending', pay: 'none', paidAt: null }), 0],
    ['who cancelled before it', (at) => ({ state: 'cancelled', cancelledAt: new Date(at.getTime() - 1) }), 0],
    ['who cancelled at it', (at) => ({ state: 'cancelled', cancelledAt: at }), 0],
    ['who cancelled after it', (at) => ({ state: 'cancelled', cancelledAt: new Date(at.getTime() + 1) }), 1],
  ])('%s', async (_, given, expected) => {
    const [sale, other] = [await aSale(), await aSale()];
    const at = ctx.clock.now();
    await bought(sale, { order: { placedAt: new Date(at.getTime() - 1), ...given(at) } });
    await bought(other);
    expect(await countParticipants(ctx.db.manager, sale.promotion.id, at)).toBe(expected);
  });

  it('is a person, not an order', async () => {
    const sale = await aSale();
    const { customerId } = await bought(sale);
    await bought(sale, { order: { customerId } });
    await bought(sale);
    expect(await countParticipants(ctx.db.manager, sale.promotion.id, ctx.clock.now())).toBe(2);
  });
});

describe('the form of a moved closing', () => {
  it('says how many hear of it, until when it can be moved, and whether it is night', async () => {
    const sale = await aSale({ closesIn: 48 });
    await bought(sale);
    const { id, title, opensAt, closesAt } = sale.promotion;
    expect(await readClosingStart(ctx, id)).toMatchObject({
      kind: 'group_buy',
      title,
      closesAt,
      latest: new Date(closesAt.getTime() + 30 * 24 * HOUR),
      people: 1,
      night: false,
      closedEarly: expect.stringContaining(title) as string,
    });
    await Promotion.update(id, { opensAt: fromNow(-80 * 24 * HOUR) });
    expect((await readClosingStart(ctx, id)).latest).toEqual(fromNow(10 * 24 * HOUR));
    expect(opensAt < closesAt).toBe(true);
  });

  it('of a sale says that nobody does; and there is none of no promotion', async () => {
    const sale = await aSale({ kind: 'sale' });
    await bought(sale);
    expect(await readClosingStart(ctx, sale.promotion.id)).toMatchObject({ kind: 'sale', people: 0 });
    expect(await refusal(readClosingStart(ctx, 0))).toMatchObject({ status: 404 });
  });
});

describe('units sold in the end', () => {
  it('are paid lines, and of the cancelled ones those that their buyers gave up after the closing', async () => {
    const [sale, second] = [await aSale({ closesIn: 1 }), await aSale({ closesIn: 1 })];
    const { closesAt } = sale.promotion;
    const early = new Date(closesAt.getTime() - 1);
    const late = { state: 'cancelled' as const, cancelledAt: closesAt };
    // Each a power of two: the sum says which of them were counted.
    const of = (quantity: number, order: Partial<Order>, state: OrderLine['state'] = 'live', of = sale, offer = sale) =>
      bought(of, { order, line: { quantity, state, offerId: offer.offer.id } });
    await of(1, {});
    await of(2, { state: 'returned' }, 'returned');
    await of(4, late, 'cancelled');
    await of(8, { ...late, cancelledAt: early }, 'cancelled');
    await of(16, { ...late, cancelRequestedAt: early }, 'cancelled');
    const byStaff = await of(32, late, 'cancelled');
    await aRefund(byStaff, { kind: 'staff', lineId: byStaff.lineId });
    await of(64, { cancelledAt: closesAt }, 'cancelled');
    await of(128, { state: 'cancelled', cancelledAt: early });
    await of(256, { paidAt: null });
    await of(512, {}, 'live', sale, second);
    await of(1_024, {}, 'live', second, sale);
    const byAnother = await of(2_048, late, 'cancelled');
    await aRefund(byAnother, { kind: 'staff', lineId: byStaff.lineId });
    await aRefund(byAnother, { kind: 'cancel', lineId: byAnother.lineId });
    await aRefund(await of(4_096, late, 'missed'), { kind: 'staff', lineId: byAnother.lineId });
    await of(8_192, { paidAt: null, ...late }, 'cancelled');
    ctx.clock.forward(HOUR);
    await settlePromotion(ctx, sale.promotion.id);
    expect(await Offer.findOneByOrFail({ id: sale.offer.id })).toMatchObject({ finalQuantity: 1 + 2 + 4 + 2_048 });
    expect(await Offer.findOneByOrFail({ id: second.offer.id })).toMatchObject({ finalQuantity: null, outcome: null });
    expect(await OfferCounter.findOneByOrFail({ offerId: second.offer.id })).toMatchObject({ state: 'open' });
  });

  it('are none where nothing was, which ends a promotion without a word to anybody but Slack', async () => {
    const [sale, other] = [await aSale({ closesIn: 1, goal: 1 }), await aSale({ closesIn: 1 })];
    // What is under way elsewhere holds up nothing here.
    await bought(other, { order: { state: 'pending', pay: 'confirming', paidAt: null } });
    await bought(other);
    await aRefund(await bought(other), { kind: 'settle' });
    await bought(sale, { order: { state: 'expired', pay: 'none', paidAt: null }, payment: null });
    const paying = await bought(sale, { order: { state: 'pending', pay: 'none', paidAt: null }, payment: null });
    expect(await settlePromotion(ctx, sale.promotion.id)).toBe('done');
    await Order.update(paying.id, { state: 'expired' });
    expect(await Promotion.findOneByOrFail({ id: sale.promotion.id })).toMatchObject({ state: 'published' });
    ctx.clock.forward(HOUR);
    expect(await settlePromotion(ctx, sale.promotion.id)).toBe('done');
    const now = ctx.clock.now();
    expect(await Promotion.findOneByOrFail({ id: sale.promotion.id })).toMatchObject({ state: 'failed', settledAt: now });
    const k = `promotion/${sale.promotion.id}/settled/slack`;
    expect(await OutboxMessage.findOneByOrFail({ k })).toMatchObject({
      channel: 'slack',
      groupKey: `promotion/${sale.promotion.id}`,
      purpose: 'order',
      text: told('slack.settled', { title: sale.promotion.title, offers: [{ missed: true, quantity: 0, goal: 1, price: 100_000 }] }),
    });
    expect(await settlePromotion(ctx, sale.promotion.id)).toBe('done');
    await expect(settlePromotion(ctx, 0)).rejects.toThrow('no promotion 0');
  });

  it('wait for a payment under way, and tell of it after an hour, once', async () => {
    const sale = await aSale({ closesIn: 1 });
    await bought(sale, { order: { state: 'pending', pay: 'confirming', paidAt: null } });
    const warned = () =>
      OutboxMessage.countBy({ channel: 'slack', k: `promotion/${sale.promotion.id}/waits/slack`, groupKey: 'alerts', purpose: 'alert' });
    ctx.clock.forward(HOUR);
    expect([await settlePromotion(ctx, sale.promotion.id), await warned()]).toEqual(['waiting', 0]);
    ctx.clock.forward(HOUR - 1);
    expect([await settlePromotion(ctx, sale.promotion.id), await warned()]).toEqual(['waiting', 0]);
    ctx.clock.forward(1);
    for (let round = 0; round < 2; round++) expect([await settlePromotion(ctx, sale.promotion.id), await warned()]).toEqual(['waiting', 1]);
  });

  it('are not frozen while an order fails: it is told how many, and money under way is waited for', async () => {
    const [sale, other] = [await aSale({ closesIn: 1 }), await aSale({ closesIn: 1 })];
    const good = await bought(sale, { order: { state: 'preparing' } });
    const broken = await bought(sale, { payment: null });
    await bought(other, { payment: null });
    ctx.clock.forward(HOUR);
    expect(await settlePromotion(ctx, sale.promotion.id)).toBe('stuck');
    const alert = await OutboxMessage.findOneByOrFail({ k: `promotion/${sale.promotion.id}/stuck/slack` });
    expect(alert).toMatchObject({ channel: 'slack', text: told('slack.settlement_stuck', { title: sale.promotion.title, orders: 1 }) });
    // A price is frozen once, whatever was sold meanwhile.
    await Offer.update(sale.offer.id, { finalPrice: 90_001 });
    const receiptId = `late${String(broken.id).padStart(20, '0')}`;
    await Payment.insert({ orderId: broken.id, receiptId, state: 'paid', amount: 100_000, captured: 100_000, submittedAt: fromNow(0) });
    expect(await settlePromotion(ctx, sale.promotion.id)).toBe('refunding');
    for (const [{ id }, amount] of [
      [good, 10_000],
      [broken, 9_999],
    ] as const) {
      expect(await Refund.findBy({ orderId: id })).toMatchObject([{ amount }]);
      await Refund.update({ orderId: id }, { state: 'manual' });
    }
    expect(await settlePromotion(ctx, sale.promotion.id)).toBe('done');
    expect(await Promotion.findOneByOrFail({ id: sale.promotion.id })).toMatchObject({ state: 'settled' });
  });
});

describe('an order that is settled', () => {
  const frozen = (sale: Sale, given: Partial<Offer> = {}) =>
    Object.assign(new Offer(), sale.offer, { outcome: 'reached', finalPrice: 90_000, finalQuantity: 2, ...given });
  const refundsOf = (orderId: number) => Refund.find({ where: { orderId }, order: { id: 'ASC' } });

  it.each(['paid', 'preparing'] as const)('while it is %s gets its difference, is released and told', async (state) => {
    const sale = await aSale();
    const [order, other] = [await bought(sale, { order: { state } }), await bought(sale, { order: { state } })];
    await settleOrder(ctx, order.id, [frozen(sale)]);
    expect(await refundsOf(order.id)).toMatchObject([
      {
        k: `line/${order.lineId}/settle`,
        kind: 'settle',
        amount: 10_000,
        lineId: order.lineId,
        reason: expect.stringMatching(/[가-힣]/) as string,
      },
    ]);
    expect(await order.stored()).toMatchObject({ state, releasedAt: ctx.clock.now() });
    expect(await OutboxMessage.findOneByOrFail({ k: `order/${order.id}/settled/sms` })).toMatchObject({
      purpose: 'refund',
      text: composeSms(told('sms.settled_back', { number: order.number, owed: 10_000 })).text,
    });
    expect(await OrderLine.findOneByOrFail({ id: order.lineId })).toMatchObject({ state: 'live' });
    expect([await refundsOf(other.id), (await other.stored()).releasedAt]).toEqual([[], null]);
    expect(await OfferCounter.findOneByOrFail({ offerId: sale.offer.id })).toMatchObject({ held: 60, sold: 50 });
  });

  it('to the price that was charged is told of no refund', async () => {
    const sale = await aSale();
    const order = await bought(sale);
    await settleOrder(ctx, order.id, [frozen(sale, { finalPrice: 100_000 })]);
    expect(await refundsOf(order.id)).toEqual([]);
    const { purpose, text } = await OutboxMessage.findOneByOrFail({ k: `order/${order.id}/settled/sms` });
    expect([purpose, text]).toEqual(['order', composeSms(told('sms.settled', { number: order.number })).text]);
  });

  it('one won below it gets that won back', async () => {
    const sale = await aSale();
    const order = await bought(sale);
    await settleOrder(ctx, order.id, [frozen(sale, { finalPrice: 99_999 })]);
    expect(await refundsOf(order.id)).toMatchObject([{ amount: 1 }]);
    expect(await OutboxMessage.countBy({ k: `order/${order.id}/settled/sms`, purpose: 'refund' })).toBe(1);
  });

  it('below its goal gets everything back, of a line that staff gave back in part what is left', async () => {
    const [sale, second] = [await aSale(), await aSale()];
    const order = await bought(sale, { order: { total: 200_000 }, payment: { captured: 200_000, committed: 30_000 } });
    const missedLine = await aLine(second, order.id);
    await CustomerLimit.insert({ offerId: second.offer.id, holder: order.holder, held: 5 });
    await aRefund(order, { kind: 'staff', lineId: missedLine, amount: 30_000, state: 'done' });
    const gone = await aLine(sale, order.id, { state: 'cancelled' });
    const others = await bought(second);
    await settleOrder(ctx, order.id, [frozen(sale), frozen(second, { outcome: 'missed' })]);
    expect((await refundsOf(order.id)).slice(1)).toMatchObject([
      { k: `line/${order.lineId}/settle`, kind: 'settle', amount: 10_000 },
      { k: `line/${missedLine}/goal`, kind: 'goal', amount: 70_000, lineId: missedLine },
    ]);
    expect(await Payment.findOneByOrFail({ orderId: order.id })).toMatchObject({ committed: 110_000 });
    const states = (await OrderLine.findBy({ orderId: order.id })).map(({ state }) => state);
    expect([states, (await order.stored()).state]).toEqual([['live', 'missed', 'cancelled'], 'paid']);
    expect(await Refund.countBy({ lineId: gone })).toBe(0);
    expect(await OrderLine.findOneByOrFail({ id: others.lineId })).toMatchObject({ state: 'live' });
    // What was missed is given back, and nothing else.
    const held = async ({ offer }: Sale) => (await CustomerLimit.findOneByOrFail({ offerId: offer.id, holder: order.holder })).held;
    expect([await held(sale), await held(second)]).toEqual([5, 4]);
    expect(await OfferCounter.findOneByOrFail({ offerId: second.offer.id })).toMatchObject({ held: 59, sold: 49 });
    expect(await OfferCounter.findOneByOrFail({ offerId: sale.offer.id })).toMatchObject({ held: 60, sold: 50 });
    expect(await OutboxMessage.countBy({ k: `order/${order.id}/settled/sms`, purpose: 'refund' })).toBe(1);
  });

  it('with nothing reached is cancelled, and says why', async () => {
    const sale = await aSale();
    const order = await bought(sale);
    await settleOrder(ctx, order.id, [frozen(sale, { outcome: 'missed' })]);
    const now = ctx.clock.now();
    expect(await order.stored()).toMatchObject({ state: 'cancelled', cancelledAt: now, releasedAt: null });
    expect((await order.stored()).cancelReason).toMatch(/[가-힣]/);
    expect(await OutboxMessage.findOneByOrFail({ k: `order/${order.id}/missed/sms` })).toMatchObject({
      purpose: 'refund',
      text: composeSms(told('sms.missed', { number: order.number, owed: 100_000 })).text,
    });
  });

  it.each<[string, Partial<Order>]>([
    ['released', { releasedAt: new Date('2026-11-22T00:00:00Z') }],
    ['unpaid', { state: 'pending', pay: 'none' }],
    ['shipped', { state: 'shipped' }],
    ['cancelled', { state: 'cancelled' }],
  ])('is none that is %s', async (_, given) => {
    const sale = await aSale();
    const order = await bought(sale, { order: given });
    await settleOrder(ctx, order.id, [frozen(sale)]);
    expect(await refundsOf(order.id)).toEqual([]);
    expect(await order.stored()).toMatchObject(given);
  });

  it('is refused where there is no such order, nothing was captured, or its offer has no price', async () => {
    const sale = await aSale();
    await expect(settleOrder(ctx, 0, [])).rejects.toThrow('There is no order 0');
    const unpaid = await bought(sale, { payment: { state: 'lapsed' } });
    await expect(settleOrder(ctx, unpaid.id, [frozen(sale)])).rejects.toThrow('no payment that was captured');
    const order = await bought(sale);
    for (const offers of [[], [frozen(sale, { outcome: null })], [frozen(sale, { finalPrice: null })]])
      await expect(settleOrder(ctx, order.id, offers)).rejects.toThrow('is not frozen');
    expect(await refundsOf(order.id)).toEqual([]);
  });
});

describe('how far a settlement is', () => {
  it('counts its own orders and refunds, each where it stands', async () => {
    const [sale, other] = [await aSale({ closesIn: 0 }), await aSale({ closesIn: 0 })];
    const released = { releasedAt: ctx.clock.now() };
    const one = await bought(sale, { order: released });
    const two = await bought(sale, { order: { ...released, state: 'shipped' } });
    const missed = await bought(sale, { order: { state: 'cancelled' } });
    const cancelled = await bought(sale, { order: { state: 'cancelled' } });
    await bought(sale);
    await bought(sale, { order: { state: 'preparing' } });
    await bought(sale, { order: { state: 'completed' } });
    await bought(sale, { order: { state: 'pending', pay: 'none', paidAt: null } });
    await aRefund(one, { kind: 'settle', amount: 10 });
    await aRefund(two, { kind: 'settle', amount: 200, state: 'manual' });
    await aRefund(missed, { kind: 'goal', amount: 3_000, state: 'done' });
    await aRefund(missed, { kind: 'settle', amount: 4_000, state: 'frozen' });
    await aRefund(cancelled, { kind: 'cancel', amount: 50_000 });
    await aRefund(await bought(sale, { order: { state: 'cancelled' } }), { kind: 'goal', amount: 600_000 });
    await aRefund(await bought(other, { order: released }), { kind: 'settle', amount: 90_000 });
    const { phase, settlement } = await readPromotionDetail(ctx, sale.promotion.id);
    expect(phase).toBe('closed');
    expect(settlement).toEqual({
      orders: { all: 6, done: 4 },
      waiting: 1,
      refunds: { due: { count: 2, won: 600_010 }, done: { count: 1, won: 3_000 }, stuck: { count: 2, won: 4_200 } },
    });
  });

  it('is nothing where there is no order, and told of ends that buyers wait for alone', async () => {
    const nothing = { count: 0, won: 0 };
    const empty = { orders: { all: 0, done: 0 }, waiting: 0, refunds: { due: nothing, done: nothing, stuck: nothing } };
    const phases = async (setting: SaleSetting) => {
      const { phase, settlement } = await readPromotionDetail(ctx, (await aSale(setting)).promotion.id);
      return [phase, settlement];
    };
    expect(await phases({ closesIn: 0 })).toEqual(['closed', empty]);
    for (const state of ['settled', 'failed'] as const) expect(await phases({ state })).toEqual([state, empty]);
    for (const state of ['draft', 'cancelled'] as const) expect(await phases({ state })).toEqual([state, null]);
    expect(await phases({})).toEqual(['open', null]);
    expect(await phases({ closesIn: 0, kind: 'sale' })).toEqual(['closed', null]);
  });

  it('shows each offer by its place, with what was sold, and at the end what decided the price', async () => {
    const [sale, other, third] = [await aSale({ goal: 60, cap: 90, limit: 3 }), await aSale(), await aSale()];
    const id = sale.promotion.id;
    const second = await Offer.save({
      promotionId: id,
      productId: other.product.id,
      tiers: TIERS,
      position: -1,
      perCustomerLimit: 1,
      finalQuantity: 1,
      finalPrice: 100_000,
      outcome: 'reached',
    });
    await OfferCounter.insert({ offerId: second.id, closesAt: sale.promotion.closesAt, held: 8, sold: 7 });
    const bare = await Offer.save({ promotionId: id, productId: third.product.id, tiers: TIERS, position: 1, perCustomerLimit: 1 });
    const { offers, universities, reachesAll, kind, at } = await readPromotionDetail(ctx, id);
    expect({ universities, reachesAll, kind, at }).toEqual({
      universities: [university.name],
      reachesAll: false,
      kind: 'group_buy',
      at: ctx.clock.now(),
    });
    expect(offers).toMatchObject([
      { id: second.id, sold: 1, held: 8, priceNow: 100_000, next: { units: 1, price: 90_000 }, finalPrice: 100_000, outcome: 'reached' },
      {
        id: sale.offer.id,
        sold: 50,
        held: 60,
        tier: 1,
        priceNow: null,
        next: null,
        goalQuantity: 60,
        capQuantity: 90,
        perCustomerLimit: 3,
      },
      { id: bare.id, sold: 0, held: 0, priceNow: 100_000 },
    ]);
    const progress = await readPromotionProgress(ctx, [id, other.promotion.id]);
    expect([...progress].map(([key, group]) => [key, group.length])).toEqual([
      [String(id), 3],
      [String(other.promotion.id), 1],
    ]);
    expect(await readPromotionProgress(ctx, [])).toEqual(new Map());
  });
});

describe('every order of a promotion', () => {
  it.each([50, 101])('is come by once, by id, batch after batch: %i of them; who fails holds up nobody', async (count) => {
    const sale = await aSale();
    const model = await bought(sale);
    const { id: _id, number: _number, customerId, ...row } = await model.stored();
    const copies = Array.from({ length: count - 1 }, (_, nth) => `T-${model.id}-${nth}`);
    await Order.insert(copies.map((number) => ({ ...row, number, customerId, idemKey: number, idemHash: 'test' })));
    const seen: number[] = [];
    const own = sql`${table(Order).promotionId} = ${sale.promotion.id}`;
    const done = await eachOrder(ctx, own, async ({ id, number }) => {
      seen.push(id);
      if (number === model.number) throw new Error('This one fails.');
      return Promise.resolve();
    });
    expect([done, seen.length, new Set(seen).size]).toEqual([count - 1, count, count]);
    expect(seen[0]).toBe(model.id);
  });
});

describe('calling a promotion off', () => {
  it.each([
    ['a draft', { state: 'draft' }, 409],
    ['one that was settled', { state: 'settled' }, 409],
  ] as const)('is refused for %s', async (_, setting, status) => {
    const { id } = (await aSale(setting)).promotion;
    expect(await refusal(cancelPromotion(staff(), { id, reason }))).toMatchObject({ status, code: 'not_cancellable' });
  });

  it('is refused once a price is frozen, to who may not, for none that there is, and without a reason', async () => {
    const [sale, other] = [await aSale(), await aSale()];
    const { id } = sale.promotion;
    await Offer.update(sale.offer.id, { outcome: 'reached', finalPrice: 1, finalQuantity: 1 });
    expect(await refusal(cancelPromotion(staff(), { id, reason }))).toMatchObject({ status: 409 });
    expect(await refusal(cancelPromotion(asRole(ctx, 'viewer'), { id, reason }))).toMatchObject({ status: 403 });
    expect(await refusal(cancelPromotion(staff(), { id: 0, reason }))).toMatchObject({ status: 404 });
    expect(await refusal(cancelPromotion(staff(), { id, reason: '' }))).toMatchObject({ status: 422 });
    await cancelPromotion(staff(), { id: other.promotion.id, reason });
    await cancelPromotion(staff(), { id: other.promotion.id, reason });
    expect(await Promotion.findOneByOrFail({ id: other.promotion.id })).toMatchObject({ state: 'cancelled' });
    expect(await AuditEntry.findBy({ action: 'cancelPromotion', recordId: String(other.promotion.id) })).toMatchObject([
      { reason, staffId: 7 },
    ]);
    const counters = await Promise.all([sale, other].map(({ offer }) => OfferCounter.findOneByOrFail({ offerId: offer.id })));
    expect(counters.map(({ state }) => state)).toEqual(['open', 'closed']);
  });

  it('cancels its orders until they are shipped, but for those whose payment is under way', async () => {
    const [sale, other] = [await aSale(), await aSale()];
    const unpaid = (pay: Order['pay']) => ({ order: { state: 'pending', pay, paidAt: null } as const, payment: null });
    const ends = [await bought(sale, unpaid('none')), await bought(sale, unpaid('failed')), await bought(sale)];
    ends.push(await bought(sale, { order: { state: 'preparing', pay: 'partially_refunded' } }));
    const stays = [await bought(sale, unpaid('confirming')), await bought(sale, { order: { state: 'shipped' } }), await bought(other)];
    const before = await Promise.all(stays.map(({ stored }) => stored()));
    expect(await cancelOrdersOf(ctx, sale.promotion.id)).toBe(4);
    for (const { stored } of ends) expect((await stored()).state).toBe('cancelled');
    expect(await Promise.all(stays.map(({ stored }) => stored()))).toEqual(before);
    expect((await ends[2]?.stored())?.cancelReason).toMatch(/[가-힣]/);
  });
});

describe('settling without waiting for the job', () => {
  it('begins at the closing, answers when it is patient enough, and is refused otherwise', async () => {
    const sale = await aSale({ closesIn: 1 });
    const { id } = sale.promotion;
    for (let units = 0; units < 2; units++) await bought(sale);
    expect(await refusal(settleNow(staff(), { id, reason }))).toMatchObject({ status: 409, code: 'not_closed' });
    ctx.clock.forward(HOUR);
    expect(await refusal(settleNow(asRole(ctx, 'support'), { id, reason }))).toMatchObject({ status: 403 });
    expect(await refusal(settleNow(staff(), { id, reason: 'x' }))).toMatchObject({ status: 422 });
    expect(await settleNow(staff(), { id, reason })).toBe('refunding');
    expect(await AuditEntry.findBy({ action: 'settleNow', recordId: String(id) })).toMatchObject([{ reason, resource: 'promotions' }]);
    const draft = await aSale({ state: 'draft', closesIn: 0 });
    expect(await refusal(settleNow(staff(), { id: draft.promotion.id, reason }))).toMatchObject({ status: 409, code: 'not_published' });
  });
});

describe('news for who takes part', () => {
  const text = '마감이 늦춰졌어요';
  const give = (sale: Sale) => transact(ctx.db, (tx) => giveNotice(tx, ctx, { promotionId: sale.promotion.id, kind: 'extended', text }));
  const noticesOf = (sale: Sale) => PromotionNotice.find({ where: { promotionId: sale.promotion.id }, order: { id: 'ASC' } });
  const toldOf = (sale: Sale) =>
    OutboxMessage.find({ where: { groupKey: Like(`promotion/${sale.promotion.id}/%`) }, order: { id: 'ASC' } });

  it('takes the place of older news of the promotion, and of no other’s', async () => {
    const [sale, other] = [await aSale(), await aSale()];
    for (const one of [other, sale, sale]) await give(one);
    const [first, second] = await noticesOf(sale);
    const [theirs] = await noticesOf(other);
    expect([first, second, theirs]).toMatchObject([
      { doneAt: ctx.clock.now() },
      { doneAt: null, createdAt: ctx.clock.now(), text },
      { doneAt: null },
    ]);
    expect(await untoldNotices(ctx)).toEqual([theirs?.id, second?.id]);
    ctx.clock.forward(1);
    await transact(ctx.db, (tx) => dropNotices(tx, ctx, other.promotion.id));
    expect(await untoldNotices(ctx)).toEqual([second?.id]);
    await transact(ctx.db, (tx) => dropNotices(tx, ctx, other.promotion.id));
    expect(await tellParticipants(ctx, first?.id ?? 0)).toBe(0);
    expect(await tellParticipants(ctx, second?.id ?? 0)).toBe(0);
    expect(await noticesOf(sale)).toMatchObject([{}, { doneAt: ctx.clock.now(), told: 0 }]);
    expect(await tellParticipants(ctx, 0)).toBe(0);
  });

  it('is one SMS each, however many orders and batches there are', async () => {
    const [sale, other] = [await aSale(), await aSale()];
    const [buyer, left] = [await bought(sale), await bought(sale)];
    await Customer.update(left.customerId, { leftAt: ctx.clock.now(), phone: '' });
    await bought(sale, { order: { state: 'cancelled', cancelledAt: fromNow(-1) } });
    await bought(other);
    const { id: _id, number: _number, customerId, ...row } = await buyer.stored();
    const copies = Array.from({ length: 198 }, (_, nth) => `N-${buyer.id}-${nth}`); // with the two above a batch
    await Order.insert(copies.map((number) => ({ ...row, number, customerId, idemKey: number, idemHash: 'test' })));
    const last = await bought(sale);
    await bought(sale, { order: { customerId } });
    const [early] = [await bought(sale, { order: { placedAt: fromNow(1) } })];
    await give(sale);
    const [notice] = await noticesOf(sale);
    const id = notice?.id ?? 0;
    expect(await tellParticipants(ctx, id)).toBe(2);
    expect(await tellParticipants(ctx, id)).toBe(0);
    const people = await Promise.all([buyer, last].map((one) => Customer.findOneByOrFail({ id: one.customerId })));
    expect(await toldOf(sale)).toMatchObject(
      people.map((one) => ({
        k: `notice/${id}/${one.id}`,
        groupKey: `promotion/${sale.promotion.id}/${one.id}`,
        channel: 'sms',
        recipient: one.phone,
        purpose: 'notice',
        customerId: one.id,
        text: expect.stringContaining(text) as string,
      })),
    );
    expect(await noticesOf(sale)).toMatchObject([{ told: 2, doneAt: ctx.clock.now() }]);
    expect((await noticesOf(sale))[0]?.afterOrderId).toBeLessThan(early.id);
    expect(await toldOf(other)).toEqual([]);
  });
});

it('who left is told nothing more', async () => {
  const sale = await aSale();
  const order = await bought(sale);
  await Customer.update(order.customerId, { leftAt: ctx.clock.now(), phone: '' });
  await settleOrder(ctx, order.id, [Object.assign(new Offer(), sale.offer, { outcome: 'reached', finalPrice: 90_000 })]);
  expect(await OutboxMessage.countBy({ k: `order/${order.id}/settled/sms` })).toBe(0);
});
