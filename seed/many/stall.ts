import { Product } from '../../backend/src/catalog/product.entity.js';
import type { Variant } from '../../backend/src/catalog/variant.entity.js';
import type { Context } from '../../backend/src/kernel/context.js';
import { CustomerLimit } from '../../backend/src/holds/customer-limit.entity.js';
import { Offer } from '../../backend/src/promotions/offer.entity.js';
import type { Promotion } from '../../backend/src/promotions/promotion.entity.js';
import type { PriceTier } from '../../backend/src/promotions/rules/price-tiers.js';
import { nextId } from './insert-rows.js';

/** What is sold in one promotion, as far as orders of it need it; times in epoch milliseconds. */
export interface Stall {
  promotionId: number;
  kind: Promotion['kind'];
  title: string;
  opensAt: number;
  closesAt: number;
  /** Null where it is still open. */
  settledAt: number | null;
  /** Null for all universities. */
  reach: ReadonlySet<number> | null;
  offers: StallOffer[];
}

export interface StallOffer {
  id: number;
  product: Pick<Product, 'id' | 'slug' | 'name'> & { imageName: string | null };
  variants: Pick<Variant, 'id' | 'options' | 'surcharge'>[];
  tiers: PriceTier[];
  perCustomerLimit: number;
  /** Units by limit holder: what those already there hold, raised by the plan. */
  held: Map<string, number>;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** One a fortnight over the past year, each of two products. */
const FORTNIGHTS = 26;
const LIMIT = 10;

/** New promotions of the past year, all closed and settled; not stored yet. */
export async function pastStalls(db: Context['db'], now: number): Promise<Stall[]> {
  const products = (await stallProducts(db)).filter(({ variants }) => variants.length > 0);
  if (products.length < 2) throw new Error('There are no products to sell. Fill the shop first: npm run seed');
  const promotionId = await nextId(db, 'promotions');
  const offerId = await nextId(db, 'offers');
  return Array.from({ length: FORTNIGHTS }, (_, index) => {
    const closesAt = now - DAY_MS - (FORTNIGHTS - 1 - index) * 14 * DAY_MS;
    return {
      promotionId: promotionId + index,
      kind: index % 2 === 0 ? 'group_buy' : 'sale',
      title: `지난 판매 ${promotionId + index}`,
      opensAt: closesAt - 12 * DAY_MS,
      closesAt,
      settledAt: closesAt + HOUR_MS / 4,
      reach: null,
      offers: [0, 1].map((second) => {
        const { listPrice, ...rest } = products[(index * 2 + second) % products.length] as (typeof products)[number];
        const tiers = tiersOf(listPrice, index % 2 === 0);
        return { id: offerId + index * 2 + second, ...rest, tiers, perCustomerLimit: LIMIT, held: new Map() };
      }),
    };
  });
}

const tiersOf = (listPrice: number, group: boolean): PriceTier[] =>
  (group ? [1, 50, 500] : [1]).map((fromQuantity, step) => ({
    fromQuantity,
    unitPrice: Math.round((listPrice * (0.92 - step * 0.03)) / 100) * 100,
  }));

async function stallProducts(db: Context['db']) {
  const products = await db.manager.find(Product, { relations: { variants: true, images: true }, order: { id: 'ASC' } });
  return products.filter(({ archivedAt }) => archivedAt === null).map((product) => ({ listPrice: product.listPrice, ...goods(product) }));
}

function goods({ id, slug, name, images, variants }: Product): Pick<StallOffer, 'product' | 'variants'> {
  const face = images.toSorted((a, b) => a.position - b.position)[0];
  return { product: { id, slug, name, imageName: face?.name ?? null }, variants: variants.filter(({ active }) => active) };
}

/** Promotions that are open now and have room: without a cap nobody can be in the way. */
export async function openStalls(db: Context['db'], now: number): Promise<Stall[]> {
  const relations = { promotion: { universities: true }, product: { variants: true, images: true } };
  const offers = await db.manager.find(Offer, { where: { promotion: { state: 'published' } }, relations, order: { id: 'ASC' } });
  const limits = Map.groupBy(await db.manager.find(CustomerLimit), ({ offerId }) => offerId);
  const open = offers.filter(({ capQuantity, promotion }) => capQuantity === null && isOpen(promotion, now));
  return [...Map.groupBy(open, ({ promotionId }) => promotionId).values()].map((own) => {
    const { id, kind, title, opensAt, closesAt, reachesAll, universities } = (own[0] as Offer).promotion;
    return {
      promotionId: id,
      kind,
      title,
      opensAt: opensAt.getTime(),
      closesAt: closesAt.getTime(),
      settledAt: null,
      reach: reachesAll ? null : new Set(universities.map(({ universityId }) => universityId)),
      offers: own.map(({ id: offerId, product, tiers, perCustomerLimit }) => ({
        id: offerId,
        ...goods(product),
        tiers,
        perCustomerLimit,
        held: new Map((limits.get(offerId) ?? []).map(({ holder, held }) => [holder, held])),
      })),
    };
  });
}

// An hour from its end it is left alone: it must not close while orders are being written.
const isOpen = ({ opensAt, closesAt }: Promotion, now: number): boolean =>
  opensAt.getTime() < now - 2 * HOUR_MS && closesAt.getTime() > now + HOUR_MS;
