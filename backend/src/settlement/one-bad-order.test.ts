import { In } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { University } from '../catalog/university.entity.js';
import type { Context } from '../kernel/context.js';
import { Order } from '../orders/order.entity.js';
import { Payment } from '../ledger/payment.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { aBuyer, paid } from '../testing/buyers.js';
import { aPromotion, aUniversity } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { cancelOrdersOf, cancelPromotion } from './cancel-promotion.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { settlePromotion } from './settle-promotion.js';

let shop: TestShop;
let university: University;
/** What the log was told as an error. */
let told: object[];
beforeAll(async () => {
  shop = await startShop();
  university = await aUniversity();
});
beforeEach(() => {
  told = [];
  shop.ctx.log = { info: () => undefined, warn: () => undefined, error: (fields) => told.push(fields) };
});
afterAll(() => shop.stop());

const TIERS = [
  { fromQuantity: 1, unitPrice: 100_000 },
  { fromQuantity: 2, unitPrice: 90_000 },
];

async function threePaid() {
  const sale = await aPromotion(shop, { universities: [university], tiers: TIERS, closesIn: 1 });
  const orders: Order[] = [];
  for (let n = 0; n < 3; n++) orders.push((await paid(shop, await aBuyer(shop.ctx, university), sale)).order);
  const ids = orders.map(({ id }) => id);
  return { id: sale.promotion.id, ids, broken: ids[1] ?? 0 };
}
const states = async (ids: number[]) =>
  (await Promise.all(ids.map((id) => Order.findOneByOrFail({ id })))).map(({ state, pay }) => `${state}/${pay}`);
const system = (): Context => ({ ...shop.ctx, actor: { kind: 'system' } });

describe('one order that cannot be settled', () => {
  it('holds up no other, is told, and keeps its promotion open until it can be', async () => {
    const { id, ids, broken } = await threePaid();
    // As if all of it had been promised back already.
    await Payment.update({ orderId: broken }, { committed: 100_000 });
    shop.clock.pass(3_600_001);
    expect(await settlePromotion(system(), id)).toBe('stuck');
    expect(told).toMatchObject([{ order: broken }]);
    await shop.settle();
    expect(await states(ids)).toEqual(['paid/partially_refunded', 'paid/paid', 'paid/partially_refunded']);
    expect(await Order.findOneByOrFail({ id: broken })).toMatchObject({ releasedAt: null });
    expect(await Promotion.findOneByOrFail({ id })).toMatchObject({ state: 'published', settledAt: null });
    const alerts = (await shop.messages('slack')).filter(({ text }) => text.includes('정산하지 못한 주문'));
    expect(alerts).toHaveLength(1);
    await Payment.update({ orderId: broken }, { committed: 0 });
    await settlePromotion(system(), id);
    await shop.settle();
    expect(await states(ids)).toEqual(ids.map(() => 'paid/partially_refunded'));
    expect(await Refund.countBy({ orderId: broken })).toBe(1);
    expect(await Promotion.findOneByOrFail({ id })).toMatchObject({ state: 'settled' });
  });
});

describe('two who settle one promotion at once', () => {
  it('do each order once, and neither takes the other’s work for a fault', async () => {
    const { id, ids } = await threePaid();
    shop.clock.pass(3_600_001);
    await Promise.all([settlePromotion(system(), id), settlePromotion(system(), id), settlePromotion(system(), id)]);
    expect(told).toEqual([]);
    expect(await Refund.countBy({ orderId: In(ids) })).toBe(3);
  });
});

describe('one order that cannot be cancelled with its promotion', () => {
  it('holds up no other, is told, and is tried again', async () => {
    const { id, ids, broken } = await threePaid();
    // Its cause has given already: the same refund cannot be written a second time.
    const payment = await Payment.findOneByOrFail({ orderId: broken });
    const now = shop.clock.now();
    const taken = { k: `order/${broken}/cancel`, kind: 'cancel' as const, amount: 1, paymentId: payment.id, orderId: broken };
    await Refund.insert({ ...taken, state: 'manual', dueAt: now, promisedBy: now, requestedAt: now });
    await cancelPromotion(system(), { id, reason: '공급이 끊겼어요' });
    expect(await cancelOrdersOf(system(), id)).toBe(2);
    expect(told).toMatchObject([{ order: broken }]);
    await shop.settle();
    expect(await states(ids)).toEqual(['cancelled/refunded', 'paid/paid', 'cancelled/refunded']);
    await Refund.delete({ k: `order/${broken}/cancel` });
    await shop.settle();
    expect(await states(ids)).toEqual(ids.map(() => 'cancelled/refunded'));
  });
});
