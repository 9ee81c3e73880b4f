import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import { products as texts } from '../../seed/data/products.js';
import { Product } from '../src/catalog/product.entity.js';
import { StockChange } from '../src/catalog/stock-change.entity.js';
import { University } from '../src/catalog/university.entity.js';
import { Variant } from '../src/catalog/variant.entity.js';
import { Customer } from '../src/customers/customer.entity.js';
import { CustomerSession } from '../src/customers/customer-session.entity.js';
import { sessionEnd, signCustomerToken } from '../src/customers/open-session.js';
import { OfferCounter } from '../src/holds/offer-counter.entity.js';
import { VariantStock } from '../src/holds/variant-stock.entity.js';
import type { Context } from '../src/kernel/context.js';
import { randomId } from '../src/kernel/random.js';
import { Offer } from '../src/promotions/offer.entity.js';
import { Promotion } from '../src/promotions/promotion.entity.js';
import { PromotionUniversity } from '../src/promotions/promotion-university.entity.js';

export const PRODUCTS = 1_000;
/** What a student sees: the list is filtered by university. */
export const LISTED = 24;
export const UNIVERSITIES = Math.ceil(PRODUCTS / LISTED);
const STOCK = 10_000_000;
const ROWS_AT_ONCE = 500;

/** A line of an order, as the shop wants it. */
export interface Goods {
  offerId: number;
  variantId: number;
  unitPrice: number;
}

export interface Student {
  cookie: string;
  /** Index of the university, from 0. */
  campus: number;
}

export interface Catalogue {
  /** Of each university. */
  promotions: { slug: string; productSlug: string; goods: Goods[] }[];
  /** So many more signed-in students, university by university in turn. */
  students(count: number): Promise<Student[]>;
  /** One more promotion, of one product with so many units, for the first university alone. */
  rare(units: number): Promise<{ slug: string; goods: Goods }>;
}

/** Fills an empty database: 1,000 products with two variants each, their texts the seed's, 24 in the one promotion of each university. */
export async function fillCatalogue(db: DataSource, ctx: Context): Promise<Catalogue> {
  const createdAt = ctx.clock.now();
  const insert = async <T extends ObjectLiteral>(entity: EntityTarget<T>, rows: readonly object[]) => {
    // Copies: TypeORM writes the ids that it thinks MySQL gave them into what it is handed.
    const copies = rows.map((row) => ({ ...row }));
    for (let from = 0; from < copies.length; from += ROWS_AT_ONCE) await db.manager.insert(entity, copies.slice(from, from + ROWS_AT_ONCE));
  };
  const promotion = (id: number) => ({
    id,
    slug: `bench-${id}`,
    kind: 'group_buy' as const,
    title: `벤치 공동구매 ${id}`,
    summary: '많이 모일수록 모두의 가격이 내려가요.',
    state: 'published' as const,
    reachesAll: false,
    opensAt: new Date(createdAt.getTime() - 3_600_000),
    closesAt: new Date(createdAt.getTime() + 30 * 86_400_000),
    publishedAt: createdAt,
    createdAt,
  });
  const product = (id: number) => {
    const text = texts[id % texts.length];
    if (!text) throw new Error('The seed has no products.');
    const { name, brand, category, description, specifications, listPrice } = text;
    const options = [{ name: '색상', values: ['하양', '검정'] }];
    return { id, slug: `bench-${id}`, name: `${name} ${id}`, brand, category, description, specifications, options, listPrice, createdAt };
  };
  const variants = (productId: number) =>
    ['하양', '검정'].map((colour, position) => ({
      id: productId * 2 + position,
      productId,
      sku: `B-${productId}-${position}`,
      options: { 색상: colour },
      surcharge: 0,
      position,
    }));
  const put = async (productIds: readonly number[], promotionOf: (id: number) => number, units: number) => {
    await insert(Product, productIds.map(product));
    const all = productIds.flatMap(variants);
    await insert(Variant, all);
    await insert(
      VariantStock,
      all.map(({ id }) => ({ variantId: id, onHand: units })),
    );
    await insert(
      StockChange,
      all.map(({ id }) => ({ variantId: id, delta: units, reason: '벤치', at: createdAt })),
    );
    await insert(
      Offer,
      productIds.map((id) => ({ id, promotionId: promotionOf(id), productId: id, position: id % LISTED, ...offerOf(priceOf(id)) })),
    );
    await insert(
      OfferCounter,
      productIds.map((id) => ({ offerId: id, closesAt: promotion(1).closesAt })),
    );
  };
  const goodsOf = (id: number): Goods => ({ offerId: id, variantId: id * 2, unitPrice: priceOf(id) });

  await insert(
    University,
    Array.from({ length: UNIVERSITIES }, (_, index) => university(index + 1)),
  );
  const campuses = Array.from({ length: UNIVERSITIES }, (_, index) => index + 1);
  await insert(Promotion, campuses.map(promotion));
  await insert(
    PromotionUniversity,
    campuses.map((id) => ({ promotionId: id, universityId: id })),
  );
  const ids = Array.from({ length: PRODUCTS }, (_, index) => index + 1);
  const campusOf = (productId: number) => Math.ceil(productId / LISTED);
  await put(ids, campusOf, STOCK);

  let people = 0;
  let rareOnes = 0;
  return {
    promotions: campuses.map((campus) => {
      const own = ids.filter((id) => campusOf(id) === campus);
      return { slug: `bench-${campus}`, productSlug: `bench-${own[0] ?? 0}`, goods: own.map(goodsOf) };
    }),
    students: async (count) => {
      const made = Array.from({ length: count }, (_, index) => {
        const id = people + index + 1;
        return { id, sessionId: randomId(), campus: id % UNIVERSITIES };
      });
      people += count;
      await insert(
        Customer,
        made.map(({ id, campus }) => ({
          id,
          email: `bench${id}@mngshop.test`,
          passwordHash: 'none',
          name: '김벤치',
          phone: `010${String(10_000_000 + id)}`,
          phoneVerifiedAt: createdAt,
          universityId: campus + 1,
          createdAt,
        })),
      );
      await insert(
        CustomerSession,
        made.map(({ id, sessionId }) => ({
          id: sessionId,
          customerId: id,
          createdAt,
          expiresAt: sessionEnd(createdAt),
          passwordGivenAt: createdAt,
        })),
      );
      return made.map(({ id, sessionId, campus }) => ({ campus, cookie: `mng_customer=${signCustomerToken(ctx, id, sessionId)}` }));
    },
    rare: async (units) => {
      const id = PRODUCTS + ++rareOnes;
      const promotionId = UNIVERSITIES + rareOnes;
      await insert(Promotion, [{ ...promotion(promotionId), reachesAll: true }]);
      await put([id], () => promotionId, units);
      return { slug: `bench-${promotionId}`, goods: goodsOf(id) };
    },
  };
}

const university = (id: number) => ({
  id,
  slug: `bench-${id}`,
  name: `벤치대학교 ${id}`,
  nameEn: `Bench University ${id}`,
  mailDomains: [],
  region: '서울',
});

const priceOf = (id: number): number => 20_000 + (id % 100) * 1_000;
const offerOf = (price: number) => ({
  tiers: [
    { fromQuantity: 1, unitPrice: price },
    { fromQuantity: 50, unitPrice: price - 2_000 },
    { fromQuantity: 200, unitPrice: price - 4_000 },
  ],
  perCustomerLimit: 10,
});
