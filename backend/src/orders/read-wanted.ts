import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { instant, places } from '../database/database.js';
import type { Offer } from '../promotions/offer.entity.js';
import type { Promotion } from '../promotions/promotion.entity.js';
import { WALL } from '../promotions/wall.js';

/** A variant under an offer within the wall, with all that decides whether it can be ordered now. Won, units. */
export interface WantedRow {
  promotion: Pick<Promotion, 'id' | 'slug' | 'title' | 'state' | 'opensAt' | 'closesAt'>;
  offerId: number;
  tiers: Offer['tiers'];
  perCustomerLimit: number;
  cap: number | null;
  held: number;
  heldByBuyer: number;
  productId: number;
  productSlug: string;
  productName: string;
  imageName: string | null;
  variantId: number;
  options: Record<string, string>;
  surcharge: number;
  available: number;
}

const select = (offers: readonly unknown[], variants: readonly unknown[]) => `
  SELECT promotion.id AS promotion_id, promotion.slug, promotion.title, promotion.state, promotion.opens_at, promotion.closes_at,
    offer.id AS offer_id, offer.tiers, offer.per_customer_limit, counter.cap, counter.held, mine.held AS held_by_buyer,
    product.id AS product_id, product.slug AS product_slug, product.name AS product_name,
    (SELECT image.name FROM product_images image WHERE image.product_id = product.id ORDER BY image.position, image.id LIMIT 1) AS image_name,
    variant.id AS variant_id, variant.options, variant.surcharge, stock.on_hand, stock.reserved
  FROM offers offer
  JOIN promotions promotion ON promotion.id = offer.promotion_id
  JOIN products product ON product.id = offer.product_id
  JOIN offer_counters counter ON counter.offer_id = offer.id
  JOIN variants variant ON variant.product_id = offer.product_id AND variant.active = 1 AND variant.id IN (${places(variants)})
  JOIN variant_stock stock ON stock.variant_id = variant.id
  LEFT JOIN customer_limits mine ON mine.offer_id = offer.id AND mine.holder = ?
  WHERE ${WALL} AND offer.id IN (${places(offers)})`;

/** What the lines of an order name, by one query; what does not exist or lies behind the wall is not among it. */
export async function readWanted(
  ctx: Context,
  holder: string,
  wanted: readonly { offerId: number; variantId: number }[],
): Promise<WantedRow[]> {
  const { universityId } = asCustomer(ctx);
  const offers = wanted.map((line) => line.offerId);
  const variants = wanted.map((line) => line.variantId);
  const rows = await ctx.db.query<Row[]>(select(offers, variants), [...variants, holder, universityId, ...offers]);
  return rows.map(toWanted);
}

interface Row {
  promotion_id: number;
  slug: string;
  title: string;
  state: Promotion['state'];
  opens_at: Date | string;
  closes_at: Date | string;
  offer_id: number;
  tiers: string;
  per_customer_limit: number;
  cap: number | null;
  held: number;
  held_by_buyer: number | null;
  product_id: number;
  product_slug: string;
  product_name: string;
  image_name: string | null;
  variant_id: number;
  options: string;
  surcharge: number;
  on_hand: number;
  reserved: number;
}

const toWanted = (row: Row): WantedRow => ({
  promotion: {
    id: row.promotion_id,
    slug: row.slug,
    title: row.title,
    state: row.state,
    opensAt: instant(row.opens_at),
    closesAt: instant(row.closes_at),
  },
  offerId: row.offer_id,
  tiers: JSON.parse(row.tiers) as Offer['tiers'],
  perCustomerLimit: row.per_customer_limit,
  cap: row.cap,
  held: row.held,
  heldByBuyer: row.held_by_buyer ?? 0,
  productId: row.product_id,
  productSlug: row.product_slug,
  productName: row.product_name,
  imageName: row.image_name,
  variantId: row.variant_id,
  options: JSON.parse(row.options) as Record<string, string>,
  surcharge: row.surcharge,
  available: row.on_hand - row.reserved,
});
