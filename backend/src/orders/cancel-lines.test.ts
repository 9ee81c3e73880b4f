import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { violations } from '../../prove/invariants.js';
import { VariantStock } from '../holds/variant-stock.entity.js';
import type { University } from '../catalog/university.entity.js';
import type { Context } from '../kernel/context.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { measureSms } from '../words/rules/sms-bytes.js';
import { Refund } from '../ledger/refund.entity.js';
import { CustomerLimit } from '../holds/customer-limit.entity.js';
import { Offer } from '../promotions/offer.entity.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { settlePromotion } from '../settlement/settle-promotion.js';
import { AuditEntry } from '../access/audit-entry.entity.js';
import { Staff } from '../staff/staff.entity.js';
import type { StaffRole } from '../kernel/rules/staff-role.js';
import { aBuyer, paid, placed } from '../testing/buyers.js';
import { aPromotion, aUniversity } from '../testing/fixtures.js';
import { refusal } from '../testing/staff-fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { gateBefore, makeWatchable, watched } from '../testing/watch.js';
import { cancelLines } from './cancel-lines.js';
import { cancelOrder } from './cancel-order.js';
import { Order } from './order.entity.js';
import { OrderLine } from './order-line.entity.js';

let shop: TestShop;
let university: University;
let staffId: number;
beforeAll(async () => {
  shop = await startShop();
  makeWatchable(shop.ctx);
  university = await aUniversity();
  staffId = (await Staff.save({ email: 'lines@mngshop.test', name: '담당', role: 'manager', createdAt: new Date() })).id;
});
beforeEach(() => shop.simulator.faults.clear());
afterAll(() => shop.stop());

const as = (role: StaffRole): Context => ({ ...shop.ctx, actor: { kind: 'staff', id: staffId, role } });
const onMysql = process.env['TEST_ENGINE'] === 'mysql' && process.env['TEST_MYSQL_URL'] !== undefined;
const books = () => violations(shop.ctx.db, { ledger: shop.simulator.ledger });
const REASON = '재고가 상했어요';
const TIERS = [
  { fromQuantity: 1, unitPrice: 100_000 },
  { fromQuantity: 3, unitPrice: 90_000 },
];

/** Two lines: one of 100,000, two of 150,000 won. */
async function bought() {
  const sale = await aPromotion(shop, { universities: [university], tiers: TIERS, closesIn: 1 });
  const buyer = await aBuyer(shop.ctx, university);
  const { number, receiptId, order } = await paid(shop, buyer, sale, [{ variant: 0 }, { variant: 1, quantity: 2 }]);
  const [cheap, dear] = (await OrderLine.find({ where: { orderId: order.id }, order: { id: 'ASC' } })).map((line) => line.id);
  return {
    sale,
    buyer,
    number,
    receiptId,
    id: order.id,
    cheap: cheap ?? 0,
    dear: dear ?? 0,
    order: () => Order.findOneByOrFail({ id: order.id }),
    lines: async () => (await OrderLine.find({ where: { orderId: order.id }, order: { id: 'ASC' } })).map((l) => [l.state, l.refunded]),
    counter: () => OfferCounter.findOneByOrFail({ offerId: sale.offer.id }),
    reserved: async () =>
      (await Promise.all(sale.variants.map(({ id }) => VariantStock.findOneByOrFail({ variantId: id })))).map((row) => row.reserved),
    close: () => shop.clock.pass(3_600_001),
    settle: () => settlePromotion(shop.ctx, sale.promotion.id),
  };
}

describe('a line that staff cancel', () => {
  it('is told in characters that a handset shows: of the reason the rest is named, of the product left out', async () => {
    const { id, cheap, order } = await bought();
    await OrderLine.update({ id: cheap }, { productName: `🔥 누리북 — ${'아주 긴 이름 '.repeat(12)}` });
    const told = () => OutboxMessage.findOneBy({ k: `order/${id}/line-${cheap}-cancelled/sms` });
    const refused = await refusal(cancelLines(as('support'), { id, lineIds: [cheap], reason: '품절이에요 😢' }));
    expect(refused).toMatchObject({ status: 422, code: 'invalid', errors: [{ path: 'reason' }] });
    expect(refused.detail).toContain('😢');
    expect([(await order()).state, await told()]).toEqual(['paid', null]);
    await cancelLines(as('support'), { id, lineIds: [cheap], reason: '품절 — 미안해요…' });
    const text = (await told())?.text ?? '';
    expect(text).toContain(' 누리북 - 아주 긴 이름');
    expect(text).toContain('이유: 품절 - 미안해요...');
    expect(text).not.toContain('🔥');
    expect(measureSms(text).bytes).toBeLessThan(250);
  });

  it('goes back whole, with its units, and leaves the rest of the order as it is', async () => {
    const { id, dear, order, lines, counter, reserved, sale } = await bought();
    expect(await cancelLines(as('support'), { id, lineIds: [dear], reason: REASON })).toBe(300_000);
    expect(await cancelLines(as('support'), { id, lineIds: [dear], reason: REASON })).toBe(0);
    expect(await books()).toEqual([]);
    expect(await counter()).toMatchObject({ held: 1, sold: 1 });
    expect(await reserved()).toEqual([1, 0]);
    expect(await CustomerLimit.findOneByOrFail({ offerId: sale.offer.id })).toMatchObject({ held: 1 });
    await shop.settle();
    expect(await order()).toMatchObject({ state: 'paid', pay: 'partially_refunded', refunded: 300_000 });
    expect(await lines()).toEqual([
      ['live', 0],
      ['cancelled', 300_000],
    ]);
    expect(await Refund.findBy({ orderId: id })).toMatchObject([{ k: `line/${dear}/staff`, kind: 'staff', state: 'done', reason: REASON }]);
    expect(await AuditEntry.countBy({ action: 'cancelLines', recordId: String(id), reason: REASON })).toBe(1);
    expect((await OutboxMessage.findOneByOrFail({ k: `order/${id}/line-${dear}-cancelled/sms` })).text).toContain('300,000원');
    expect(await books()).toEqual([]);
  });

  it('takes the order with it when it is the last', async () => {
    const { id, cheap, dear, order, receiptId, counter, reserved } = await bought();
    await cancelLines(as('manager'), { id, lineIds: [cheap], reason: REASON });
    await cancelLines(as('manager'), { id, lineIds: [dear], reason: REASON });
    expect(await order()).toMatchObject({ state: 'cancelled', cancelReason: REASON });
    await shop.settle();
    expect(await order()).toMatchObject({ pay: 'refunded', refunded: 400_000 });
    expect(shop.simulator.ledger.receipt(receiptId)).toMatchObject({ cancelled_price: 400_000 });
    expect([await counter(), await reserved()]).toMatchObject([{ held: 0, sold: 0 }, [0, 0]]);
    expect(await books()).toEqual([]);
  });

  it('does not count at the freeze when it went before, and moves no price when it went after', async () => {
    const before = await bought();
    await cancelLines(as('manager'), { id: before.id, lineIds: [before.cheap], reason: REASON });
    before.close();
    await before.settle();
    expect(await Offer.findOneByOrFail({ id: before.sale.offer.id })).toMatchObject({ finalQuantity: 2, finalPrice: 100_000 });

    const after = await bought();
    after.close();
    await after.settle();
    expect(await cancelLines(as('manager'), { id: after.id, lineIds: [after.dear], reason: REASON })).toBe(280_000);
    expect(await Offer.findOneByOrFail({ id: after.sale.offer.id })).toMatchObject({ finalQuantity: 3, finalPrice: 90_000 });
    await shop.settle();
    expect(await after.order()).toMatchObject({ refunded: 310_000, pay: 'partially_refunded' });
    expect(await after.lines()).toEqual([
      ['live', 10_000],
      ['cancelled', 300_000],
    ]);
    expect(await books()).toEqual([]);
  });

  it('leaves the right rest to a cancel of the whole order, and takes nothing after it', async () => {
    const { id, number, buyer, cheap, dear, order } = await bought();
    await cancelLines(as('manager'), { id, lineIds: [cheap], reason: REASON });
    await cancelOrder(buyer, { number, reason: '마음이 바뀌었어요' });
    expect(await cancelLines(as('manager'), { id, lineIds: [dear], reason: REASON })).toBe(0);
    await shop.settle();
    expect(await order()).toMatchObject({ state: 'cancelled', pay: 'refunded', refunded: 400_000 });
    expect((await Refund.findBy({ orderId: id })).map((refund) => refund.amount)).toEqual([100_000, 300_000]);
    expect(await books()).toEqual([]);
  });

  it('goes back once, however it meets the customer’s own cancel and other staff', async () => {
    const { id, number, buyer, cheap, dear, receiptId } = await bought();
    await Promise.all([
      cancelLines(as('manager'), { id, lineIds: [cheap], reason: REASON }),
      cancelOrder(buyer, { number, reason: '마음이 바뀌었어요' }),
      cancelLines(as('owner'), { id, lineIds: [cheap, dear], reason: REASON }),
    ]);
    await shop.settle();
    expect(shop.simulator.ledger.receipt(receiptId)).toMatchObject({ cancelled_price: 400_000 });
    expect(await books()).toEqual([]);
  });

  // On SQLite one transaction runs at a time: nothing can come between.
  it.runIf(onMysql)('between the freeze and its order’s settlement goes back whole, and the rest at the final price', async () => {
    const { id, dear, close, settle, order, lines } = await bought();
    close();
    const held = gateBefore(/FROM .?order_lines.*FOR UPDATE|INTO .?refunds/is);
    const settling = watched(held.watcher, settle);
    await held.reached;
    const cancelling = cancelLines(as('manager'), { id, lineIds: [dear], reason: REASON });
    held.open();
    await Promise.all([settling, cancelling]);
    await shop.settle();
    expect(await lines()).toEqual([
      ['live', 10_000],
      ['cancelled', 300_000],
    ]);
    expect(await order()).toMatchObject({ refunded: 310_000 });
    expect(await books()).toEqual([]);
  });

  it.each(['fulfilment', 'viewer'] as const)('is refused to %s', async (role) => {
    const { id, cheap } = await bought();
    expect(await refusal(cancelLines(as(role), { id, lineIds: [cheap], reason: REASON }))).toMatchObject({ status: 403 });
  });

  it('is refused for no line, and for one of another order', async () => {
    const [{ id, cheap }, other] = [await bought(), await bought()];
    expect(await refusal(cancelLines(as('manager'), { id, lineIds: [cheap, other.cheap], reason: REASON }))).toMatchObject({ status: 404 });
    expect(await refusal(cancelLines(as('manager'), { id, lineIds: [], reason: REASON }))).toMatchObject({ status: 404 });
  });

  it('is refused before payment, and once shipped', async () => {
    const { sale } = await bought();
    const other = await bought();
    const pending = await placed(await aBuyer(shop.ctx, university), sale);
    const [line] = await OrderLine.findBy({ orderId: pending.id });
    const refused = cancelLines(as('manager'), { id: pending.id, lineIds: [line?.id ?? 0], reason: REASON });
    expect(await refusal(refused)).toMatchObject({ status: 409, code: 'not_cancellable' });
    await Order.update({ id: other.id }, { state: 'shipped' }); // as the console’s button leaves it
    const late = cancelLines(as('manager'), { id: other.id, lineIds: [other.cheap], reason: REASON });
    expect(await refusal(late)).toMatchObject({ code: 'not_cancellable' });
  });
});
