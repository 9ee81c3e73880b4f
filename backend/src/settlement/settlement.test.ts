import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { University } from '../catalog/university.entity.js';
import { VariantStock } from '../holds/variant-stock.entity.js';
import type { OrderDetailAnswer, PlacedOrderAnswer } from '../contract/index.js';
import { Payment } from '../ledger/payment.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { aPromotion, aStudent, aUniversity, RECIPIENT, type SaleSetting } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { cancelPromotion } from './cancel-promotion.js';
import { Offer } from '../promotions/offer.entity.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { settlePromotion } from './settle-promotion.js';

let shop: TestShop;
let university: University;
beforeAll(async () => {
  shop = await startShop();
  university = await aUniversity();
});
afterAll(() => shop.stop());

const TIERS = [
  { fromQuantity: 1, unitPrice: 100_000 },
  { fromQuantity: 3, unitPrice: 90_000 },
  { fromQuantity: 5, unitPrice: 80_000 },
];
type Sale = Awaited<ReturnType<typeof aPromotion>>;

async function buy(sale: Sale, quantity: number, { pay = true, variant = 0 } = {}) {
  const student = await aStudent(shop, university);
  const chosen = sale.variants[variant];
  const line = { offerId: sale.offer.id, variantId: chosen?.id, quantity, unitPrice: 100_000 + (chosen?.surcharge ?? 0) };
  const body = { lines: [line], recipient: RECIPIENT };
  const placed = await student.post<PlacedOrderAnswer>('/api/customer/orders', body, { 'Idempotency-Key': `buy-${student.email}` });
  const { number } = placed.body.order;
  const receiptId = await shop.pay(number, placed.body.payment.price);
  if (pay) await student.post(`/api/customer/orders/${number}/payment`, { receiptId });
  const order = async () => (await student.get<OrderDetailAnswer>(`/api/customer/orders/${number}`)).body.order;
  return { student, number, receiptId, order };
}

async function closed(setting: SaleSetting, quantities: number[]) {
  const sale = await aPromotion(shop, { universities: [university], tiers: TIERS, closesIn: 1, ...setting });
  const buyers = [];
  for (const quantity of quantities) buyers.push(await buy(sale, quantity));
  shop.clock.pass(3_600_001);
  return { sale, buyers };
}

describe('settling a closed group buy', () => {
  it('gives everyone the difference to the final price, to the won, and releases the orders', async () => {
    const { sale, buyers } = await closed({}, [1, 2, 1]);
    await shop.settle();
    expect(await Offer.findOneByOrFail({ id: sale.offer.id })).toMatchObject({ finalQuantity: 4, finalPrice: 90_000, outcome: 'reached' });
    expect(await Promotion.findOneByOrFail({ id: sale.promotion.id })).toMatchObject({ state: 'settled' });
    for (const [index, quantity] of [1, 2, 1].entries()) {
      const order = await buyers[index]?.order();
      expect(order).toMatchObject({ state: 'paid', paymentState: 'partially_refunded', refunded: 10_000 * quantity });
      expect(order?.timeline.map((entry) => entry.event)).toContain('settled');
      expect(shop.simulator.ledger.cancels(buyers[index]?.receiptId ?? '')).toHaveLength(1);
    }
    const slack = (await shop.messages('slack')).filter((message) => message.text.includes(sale.promotion.title));
    expect(slack).toHaveLength(1);
  });

  it('gives everything back when the goal is missed, and the stock too', async () => {
    const { sale, buyers } = await closed({ goal: 5 }, [2, 1]);
    await shop.settle();
    expect(await Promotion.findOneByOrFail({ id: sale.promotion.id })).toMatchObject({ state: 'failed' });
    for (const buyer of buyers)
      expect(await buyer.order()).toMatchObject({ state: 'cancelled', paymentState: 'refunded', lines: [{ state: 'missed' }] });
    expect(await OfferCounter.findOneByOrFail({ offerId: sale.offer.id })).toMatchObject({ held: 0, sold: 0 });
    expect(await VariantStock.findOneByOrFail({ variantId: sale.variants[0]?.id ?? 0 })).toMatchObject({ reserved: 0 });
  });

  it('waits for who is still paying, and counts them', async () => {
    const sale = await aPromotion(shop, { universities: [university], tiers: TIERS, closesIn: 0.05 });
    await buy(sale, 2);
    const late = await buy(sale, 1, { pay: false });
    shop.clock.pass(4 * 60_000);
    expect(await settlePromotion(shop.ctx, sale.promotion.id)).toBe('waiting');
    expect(await buy(sale, 1, { pay: false }).catch(() => 'refused')).toBe('refused');
    await late.student.post(`/api/customer/orders/${late.number}/payment`, { receiptId: late.receiptId });
    await shop.settle();
    expect(await Offer.findOneByOrFail({ id: sale.offer.id })).toMatchObject({ finalQuantity: 3, finalPrice: 90_000 });
    expect(await late.order()).toMatchObject({ refunded: 10_000 });
  });

  it('does nothing twice, whoever runs it and however often', async () => {
    const { sale, buyers } = await closed({}, [3]);
    await Promise.all([settlePromotion(shop.ctx, sale.promotion.id), settlePromotion(shop.ctx, sale.promotion.id)]);
    await shop.settle();
    await settlePromotion(shop.ctx, sale.promotion.id);
    expect(await Refund.countBy({ orderId: (await Payment.findOneByOrFail({ receiptId: buyers[0]?.receiptId ?? '' })).orderId })).toBe(1);
  });

  it('leaves the frozen price as it is when someone cancels afterwards, who then gets the rest', async () => {
    const { sale, buyers } = await closed({}, [1, 2]);
    await shop.settle();
    const [first, second] = buyers;
    await first?.student.post(`/api/customer/orders/${first.number}/cancellation`, { reason: '필요 없어졌어요' });
    await shop.settle();
    expect(await first?.order()).toMatchObject({ state: 'cancelled', paymentState: 'refunded', refunded: 100_000 });
    expect(await second?.order()).toMatchObject({ refunded: 20_000 });
    expect(await Offer.findOneByOrFail({ id: sale.offer.id })).toMatchObject({ finalQuantity: 3, finalPrice: 90_000 });
  });

  it('keeps the surcharge: only the offer’s price falls', async () => {
    const sale = await aPromotion(shop, { universities: [university], tiers: TIERS, closesIn: 1 });
    const buyer = await buy(sale, 3, { variant: 1 });
    shop.clock.pass(3_600_001);
    await shop.settle();
    expect(await buyer.order()).toMatchObject({ total: 450_000, refunded: 30_000 });
  });
});

describe('cancelling a promotion', () => {
  it('gives everything back to everyone, and nobody sees it any more but through their own order', async () => {
    const sale = await aPromotion(shop, { universities: [university], tiers: TIERS, closesIn: 5 });
    const paid = await buy(sale, 2);
    const pending = await buy(sale, 1, { pay: false });
    await cancelPromotion(shop.ctx, { id: sale.promotion.id, reason: '공급이 끊겼어요' });
    await shop.settle();
    expect(await paid.order()).toMatchObject({ state: 'cancelled', paymentState: 'refunded', refunded: 200_000 });
    expect(await pending.order()).toMatchObject({ state: 'cancelled', refunded: 0 });
    expect((await paid.student.get(`/api/customer/promotions/${sale.promotion.slug}`)).status).toBe(404);
    expect(await OfferCounter.findOneByOrFail({ offerId: sale.offer.id })).toMatchObject({ held: 0, sold: 0 });
  });
});

describe('a settlement that waits for long', () => {
  it('tells Slack once, and goes on when the payment has ended', async () => {
    const sale = await aPromotion(shop, { universities: [university], tiers: TIERS, closesIn: 0.01 });
    const stuck = await buy(sale, 1, { pay: false });
    await shop.ctx.db.query(`UPDATE orders SET pay = 'confirming' WHERE number = ?`, [stuck.number]);
    shop.clock.pass(2 * 3_600_000);
    for (let round = 0; round < 2; round++) expect(await settlePromotion(shop.ctx, sale.promotion.id)).toBe('waiting');
    await shop.settle();
    expect(
      (await shop.messages('slack')).filter(
        (message) => message.text.includes('한 시간 넘게') && message.text.includes(sale.promotion.title),
      ),
    ).toHaveLength(1);
    await shop.ctx.db.query(`UPDATE orders SET pay = 'failed' WHERE number = ?`, [stuck.number]);
    await shop.settle();
    expect(await Promotion.findOneByOrFail({ id: sale.promotion.id })).toMatchObject({ state: 'settled' });
  });
});
