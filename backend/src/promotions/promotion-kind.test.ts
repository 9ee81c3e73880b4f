import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlacedOrderAnswer } from '../contract/index.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { Order } from '../orders/order.entity.js';
import { aPromotion, aStudent, aUniversity, RECIPIENT } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { Promotion } from './promotion.entity.js';
import { kindOf, PROMOTION_KINDS, type PromotionKind } from './rules/promotion-kind.js';
import { checkOffers } from './rules/publishable.js';
import { PROMOTION_KIND_LABELS } from '../words/ko.js';
import { sentence } from '../words/sentence.js';

/** A third kind: the one row that it takes, and its name. */
const FLASH = 'flash' as PromotionKind;
const ROW = { price: 'one', mayHaveGoal: false, released: 'at_payment', buyersWait: false } as const;

let shop: TestShop;
beforeAll(async () => {
  Object.assign(PROMOTION_KINDS, { [FLASH]: ROW });
  Object.assign(PROMOTION_KIND_LABELS, { [FLASH]: '반짝 판매' });
  shop = await startShop();
});
afterAll(async () => {
  await shop.stop();
  Reflect.deleteProperty(PROMOTION_KINDS, FLASH);
  Reflect.deleteProperty(PROMOTION_KIND_LABELS, FLASH);
});

describe('a kind of promotion is a row of one table: a flash sale with a fixed price and a cap', () => {
  it('has one price and no goal, and says so by its own name', () => {
    const offer = {
      tiers: [
        { fromQuantity: 1, unitPrice: 50_000 },
        { fromQuantity: 5, unitPrice: 40_000 },
      ],
      goalQuantity: 3,
      capQuantity: 10,
      perCustomerLimit: 1,
    };
    const found = checkOffers(FLASH, [offer]);
    expect(found.map(({ path }) => path)).toEqual(['offers.0.tiers', 'offers.0.goalQuantity']);
    expect(found.every(({ message }) => sentence(message).startsWith('반짝 판매'))).toBe(true);
    expect(checkOffers(FLASH, [{ ...offer, tiers: offer.tiers.slice(0, 1), goalQuantity: null }])).toEqual([]);
  });

  it('sells up to its cap, is released at payment, and ends with nothing to give back', async () => {
    const university = await aUniversity();
    const tiers = [{ fromQuantity: 1, unitPrice: 50_000 }];
    const sale = await aPromotion(shop, { universities: [university], kind: FLASH, tiers, cap: 1, closesIn: 1 });
    const [student, late] = [await aStudent(shop, university), await aStudent(shop, university)];
    const lines = [{ offerId: sale.offer.id, variantId: sale.variants[0]?.id, quantity: 1, unitPrice: 50_000 }];
    const place = (who: typeof student, key: string) =>
      who.post<PlacedOrderAnswer>('/api/customer/orders', { lines, recipient: RECIPIENT }, { 'Idempotency-Key': key });

    const seen = await student.get<{ promotion: { kind: string } }>(`/api/customer/promotions/${sale.promotion.slug}`);
    expect(seen.body.promotion.kind).toBe(FLASH);
    const placed = await place(student, 'flash-1-key');
    expect(placed.status).toBe(201);
    expect((await place(late, 'flash-2-key')).body).toMatchObject({ code: 'cap_reached' });

    const { number } = placed.body.order;
    await student.post(`/api/customer/orders/${number}/payment`, { receiptId: await shop.pay(number, 50_000) });
    const order = await Order.findOneByOrFail({ number });
    expect(order).toMatchObject({ state: 'paid', pay: 'paid' });
    expect(order.releasedAt).not.toBeNull();

    shop.clock.pass(3_600_001);
    await shop.settle();
    expect(await Promotion.findOneByOrFail({ id: sale.promotion.id })).toMatchObject({ state: 'settled' });
    expect(await OfferCounter.findOneByOrFail({ offerId: sale.offer.id })).toMatchObject({ sold: 1, state: 'closed' });
    expect(await Refund.countBy({ orderId: order.id })).toBe(0);
  });

  it('is refused where the table does not know it', () => {
    expect(() => kindOf({ kind: 'auction' as PromotionKind })).toThrow('auction');
  });
});
