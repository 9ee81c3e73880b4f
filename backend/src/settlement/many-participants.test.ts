import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PromotionsAnswer } from '../contract/index.js';
import { Customer } from '../customers/customer.entity.js';
import { transact } from '../database/database.js';
import { insertRows } from '../database/write.js';
import { Order } from '../orders/order.entity.js';
import { OrderLine } from '../orders/order-line.entity.js';
import type { Client } from '../testing/client.js';
import { countQueries } from '../testing/count-queries.js';
import { aPromotion, aStudent, aUniversity } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { settlePromotion } from './settle-promotion.js';
import { Offer } from '../promotions/offer.entity.js';

let shop: TestShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());

const TIERS = [
  { fromQuantity: 1, unitPrice: 1_000_000 },
  { fromQuantity: 100, unitPrice: 900_000 },
  { fromQuantity: 5_000, unitPrice: 800_000 },
];
const AT_ONCE = 500;

/** A group buy with so many paid orders of one unit. They are released already, so that settling it is its plan and its end. */
async function aCrowd(participants: number) {
  const campus = await aUniversity();
  const student = await aStudent(shop, campus);
  const { promotion, offer, product, variants } = await aPromotion(shop, {
    universities: [campus],
    tiers: TIERS,
    goal: 50,
    onHand: 10_000,
  });
  const now = shop.clock.now();
  const customer = (email: string) => ({
    email,
    passwordHash: 'none',
    name: '김함께',
    phone: '01000000000',
    universityId: campus.id,
    createdAt: now,
  });
  const orderOf = (customerId: number) => ({
    number: randomUUID().slice(0, 32),
    customerId,
    universityId: campus.id,
    promotionId: promotion.id,
    state: 'paid' as const,
    pay: 'paid' as const,
    total: 1_000_000,
    placedAt: now,
    expiresAt: now,
    paidAt: now,
    releasedAt: now,
    limitHolder: `customer:${customerId}`,
    recipientName: '김함께',
    recipientPhone: '01000000000',
    recipientPostcode: '08826',
    recipientAddress1: '관악로 1',
    idemKey: randomUUID(),
    idemHash: 'none',
  });
  const lineOf = (orderId: number) => ({
    orderId,
    offerId: offer.id,
    productId: product.id,
    variantId: variants[0]?.id ?? 0,
    productSlug: product.slug,
    productName: product.name,
    imageName: null,
    options: {},
    quantity: 1,
    tierPrice: 1_000_000,
    surcharge: 0,
    unitPrice: 1_000_000,
  });
  const emails = Array.from({ length: participants }, () => `${randomUUID()}@mngshop.test`);
  await transact(shop.ctx.db, async (tx) => {
    const inParts = async <T>(all: readonly T[], insert: (part: T[]) => Promise<unknown>) => {
      for (let from = 0; from < all.length; from += AT_ONCE) await insert(all.slice(from, from + AT_ONCE));
    };
    await inParts(emails, (part) => insertRows(tx, Customer, part.map(customer)));
    const people = await tx.query<{ id: number }[]>(`SELECT id FROM customers WHERE university_id = ? AND name = '김함께'`, [campus.id]);
    await inParts(people, (part) =>
      insertRows(
        tx,
        Order,
        part.map(({ id }) => orderOf(id)),
      ),
    );
    const orders = await tx.query<{ id: number }[]>('SELECT id FROM orders WHERE promotion_id = ?', [promotion.id]);
    await inParts(orders, (part) =>
      insertRows(
        tx,
        OrderLine,
        part.map(({ id }) => lineOf(id)),
      ),
    );
    await tx.update(OfferCounter, { offerId: offer.id }, { held: participants, sold: participants });
  });
  return { student, promotion, offer, product };
}

// On SQLite TypeORM writes numbers into the statement.
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const queries = countQueries(shop.ctx.db);
  await work();
  queries.stop();
  return queries.take().map((sql) => sql.replaceAll(/\b\d+\b/g, '?'));
}

describe('a promotion of 5,000 participants', () => {
  let few: Awaited<ReturnType<typeof aCrowd>>;
  let many: Awaited<ReturnType<typeof aCrowd>>;
  beforeAll(async () => {
    [few, many] = [await aCrowd(50), await aCrowd(5_000)];
  }, 120_000);

  it.each([
    ['list', () => '/api/customer/promotions'],
    ['page', ({ promotion }: typeof few) => `/api/customer/promotions/${promotion.slug}`],
    ['product', ({ product }: typeof few) => `/api/customer/products/${product.slug}`],
  ])('asks the database for its %s what one of fifty does', async (_name, path) => {
    const read = (crowd: typeof few) => (crowd.student as Client).get<PromotionsAnswer>(path(crowd));
    expect((await read(many)).text).toContain('"soldQuantity":5000');
    const ofFew = await statementsOf(() => read(few));
    expect(await statementsOf(() => read(many))).toEqual(ofFew);
    expect(ofFew.length).toBeLessThan(8);
  });

  it('has its final price computed by as many statements as one of fifty', async () => {
    shop.clock.pass(49 * 3_600_000);
    const settle = ({ promotion }: typeof few) => statementsOf(() => settlePromotion(shop.ctx, promotion.id));
    const ofFew = await settle(few);
    expect(await settle(many)).toEqual(ofFew);
    expect(ofFew.some((sql) => /SUM\(/.test(sql))).toBe(true);
    expect(await Offer.findOneByOrFail({ id: few.offer.id })).toMatchObject({
      finalQuantity: 50,
      finalPrice: 1_000_000,
      outcome: 'reached',
    });
    expect(await Offer.findOneByOrFail({ id: many.offer.id })).toMatchObject({ finalQuantity: 5_000, finalPrice: 800_000 });
  });
});
