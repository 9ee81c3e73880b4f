import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { University } from '../catalog/university.entity.js';
import { confirmPayment } from '../payments/confirm-payment.js';
import { cancelPromotion } from '../settlement/cancel-promotion.js';
import { settlePromotion } from '../settlement/settle-promotion.js';
import { aBuyer, type Buyer, paid, placed } from '../testing/buyers.js';
import { aPromotion, aUniversity } from '../testing/fixtures.js';
import { asRole } from '../testing/staff-context.js';
import { refusal } from '../testing/staff-fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { cancelOrder } from './cancel-order.js';
import { deliverOrder } from './deliver-order.js';
import { expireOrder } from './expire-order.js';
import { listOrders } from './list-orders.js';
import { prepareOrder } from './prepare-order.js';
import { shipOrder } from './ship-order.js';
import { showOrder } from './show-order.js';

let shop: TestShop;
let university: University;
beforeAll(async () => {
  shop = await startShop();
  university = await aUniversity();
});
afterAll(() => shop.stop());

const aSale = (given: object = {}) => aPromotion(shop, { universities: [university], ...given });

async function withOrders(count: number): Promise<{ buyer: Buyer; numbers: string[] }> {
  const buyer = await aBuyer(shop.ctx, university);
  const numbers: string[] = [];
  for (let n = 0; n < count; n++) numbers.unshift((await paid(shop, buyer, await aSale())).number);
  return { buyer, numbers };
}

describe('the history', () => {
  it('comes newest first, in pages that meet without a gap or a repeat', async () => {
    const { buyer, numbers } = await withOrders(5);
    for (const limit of [1, 2, 3, 5, 50]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listOrders(buyer, { cursor, limit });
        expect(page.orders.length).toBeLessThanOrEqual(limit);
        seen.push(...page.orders.map((order) => order.number));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(seen).toEqual(numbers);
    }
  });

  it('does not shift when an order is placed while it is being read', async () => {
    const { buyer, numbers } = await withOrders(3);
    const first = await listOrders(buyer, { limit: 2 });
    const [newer] = await Promise.all([placed(buyer, await aSale()), placed(buyer, await aSale())]);
    const rest = await listOrders(buyer, { cursor: first.nextCursor ?? '', limit: 10 });
    expect([...first.orders, ...rest.orders].map((order) => order.number)).toEqual(numbers);
    expect((await listOrders(buyer, { limit: 2 })).orders.map((order) => order.number)).toContain(newer.number);
  });

  it('tells the end only at the end', async () => {
    const { buyer } = await withOrders(2);
    expect((await listOrders(buyer, { limit: 2 })).nextCursor).toBeNull();
    expect((await listOrders(buyer, { limit: 1 })).nextCursor).not.toBeNull();
    expect(await listOrders(await aBuyer(shop.ctx, university), { limit: 5 })).toEqual({ orders: [], nextCursor: null });
  });

  it('is one’s own, even with a cursor of somebody else', async () => {
    const { buyer } = await withOrders(2);
    const { nextCursor } = await listOrders(buyer, { limit: 1 });
    const stranger = await aBuyer(shop.ctx, university);
    expect((await listOrders(stranger, { cursor: nextCursor ?? '', limit: 5 })).orders).toEqual([]);
  });

  it.each(['x', 'b0', 'o1', Buffer.from('o12345678901').toString('base64url'), Buffer.from('o-1').toString('base64url'), '%00'])(
    'refuses the cursor %s in words',
    async (cursor) => {
      expect(await refusal(listOrders(await aBuyer(shop.ctx, university), { cursor, limit: 5 }))).toMatchObject({
        status: 422,
        code: 'invalid',
      });
    },
  );

  it('shows an order with the lines in the order they were chosen, and its shipment', async () => {
    const sale = await aSale({ kind: 'sale' });
    const buyer = await aBuyer(shop.ctx, university);
    const { order } = await paid(shop, buyer, sale, [{ variant: 1 }, { variant: 0, quantity: 2 }]);
    const staff = asRole(shop.ctx, 'owner');
    await prepareOrder(staff, order);
    await shipOrder(staff, { id: order.id, carrier: 'CJ대한통운', trackingNumber: '630000000001' });
    const [shown] = (await listOrders(buyer, { limit: 1 })).orders;
    expect(shown?.lines.map((line) => line.options)).toEqual([{ 색: '색1' }, { 색: '색0' }]);
    expect(shown).toMatchObject({
      state: 'shipped',
      shipment: { carrier: 'CJ대한통운', trackingNumber: '630000000001', deliveredAt: null },
    });
  });
});

describe('one order', () => {
  it('tells its story in the order it happened', async () => {
    const sale = await aSale({ closesIn: 1 });
    const buyer = await aBuyer(shop.ctx, university);
    const { number, order } = await paid(shop, buyer, sale);
    shop.clock.pass(3_600_001);
    await settlePromotion(shop.ctx, sale.promotion.id);
    const staff = asRole(shop.ctx, 'owner');
    await prepareOrder(staff, order);
    await shipOrder(staff, { id: order.id, carrier: 'CJ대한통운', trackingNumber: '630000000002' });
    await deliverOrder(staff, order);
    const { timeline } = (await showOrder(buyer, number)).order;
    expect(timeline.map((entry) => entry.event)).toEqual(['placed', 'paid', 'settled', 'preparing', 'shipped', 'delivered']);
    const times = timeline.map((entry) => entry.at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('of a sale was never settled', async () => {
    const buyer = await aBuyer(shop.ctx, university);
    const { number } = await paid(shop, buyer, await aSale({ kind: 'sale' }));
    expect((await showOrder(buyer, number)).order.timeline.map((entry) => entry.event)).toEqual(['placed', 'paid']);
  });

  it('that waits to be paid says how, as its placement did, until its time is over', async () => {
    const buyer = await aBuyer(shop.ctx, university);
    const { number, id, total } = await placed(buyer, await aSale());
    expect((await showOrder(buyer, number)).payment).toMatchObject({ orderId: number, price: total });
    shop.clock.pass(15 * 60_000);
    expect((await showOrder(buyer, number)).payment).toBeUndefined();
    await expireOrder(shop.ctx, id);
    const { order, payment } = await showOrder(buyer, number);
    expect([payment, order.timeline.map((entry) => entry.event)]).toEqual([undefined, ['placed', 'expired']]);
  });

  it('shows a refused try beside the one that paid', async () => {
    const buyer = await aBuyer(shop.ctx, university);
    const { number, total } = await placed(buyer, await aSale());
    const first = await shop.pay(number, total);
    shop.simulator.faults.plan({ on: 'confirm', kind: 'expired', receiptId: first });
    await refusal(confirmPayment(buyer, { number, receiptId: first }));
    expect((await showOrder(buyer, number)).order.payments).toMatchObject([{ state: 'failed', paidAt: null }]);
    await confirmPayment(buyer, { number, receiptId: await shop.pay(number, total) });
    expect((await showOrder(buyer, number)).order.payments).toMatchObject([{ state: 'failed' }, { state: 'paid', amount: total }]);
  });

  it('shows what goes back and when it has gone', async () => {
    const buyer = await aBuyer(shop.ctx, university);
    const { number, order } = await paid(shop, buyer, await aSale());
    await cancelOrder(buyer, { number, reason: '필요 없어졌어요' });
    expect((await showOrder(buyer, number)).order.refunds).toMatchObject([
      { kind: 'cancel', amount: order.total, state: 'due', doneAt: null },
    ]);
    await shop.settle();
    const after = (await showOrder(buyer, number)).order;
    expect(after).toMatchObject({
      state: 'cancelled',
      paymentState: 'refunded',
      refunds: [{ state: 'done', doneAt: expect.any(Date) as Date }],
    });
    expect(after.timeline.map((entry) => entry.event)).toEqual(['placed', 'paid', 'cancelled']);
  });

  it('of a cancelled promotion is still seen by who bought it, and by nobody else', async () => {
    const sale = await aSale();
    const buyer = await aBuyer(shop.ctx, university);
    const { number } = await paid(shop, buyer, sale);
    await cancelPromotion(shop.ctx, { id: sale.promotion.id, reason: '공급이 끊겼어요' });
    await shop.settle();
    expect((await showOrder(buyer, number)).order).toMatchObject({ state: 'cancelled', promotion: { slug: sale.promotion.slug } });
    expect(await refusal(showOrder(await aBuyer(shop.ctx, university), number))).toMatchObject({ status: 404 });
    expect(await refusal(showOrder({ ...shop.ctx, actor: { kind: 'visitor' } }, number))).toMatchObject({ status: 401 });
  });
});
