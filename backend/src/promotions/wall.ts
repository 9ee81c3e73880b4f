import { asCustomer } from '../kernel/actors.js';
import type { Product } from '../catalog/product.entity.js';
import type { Context } from '../kernel/context.js';
import { instant } from '../database/database.js';
import type { Offer } from './offer.entity.js';
import type { OfferCounter } from '../holds/offer-counter.entity.js';
import type { Promotion } from './promotion.entity.js';
import { SHOWN_STATES } from './rules/promotion-state.js';

/**
 * The wall, as the condition that every read of offers has in its WHERE: promotions that reach the customer's university,
 * and nothing else. Over the alias `promotion`; its one parameter is the university.
 */
export const WALL = `promotion.state IN (${SHOWN_STATES.map((state) => `'${state}'`).join(', ')})
  AND (promotion.reaches_all = 1 OR EXISTS (
    SELECT 1 FROM promotion_universities reach WHERE reach.promotion_id = promotion.id AND reach.university_id = ?))`;

/** An offer that came through the wall, with what is shown of its promotion, product and counter. */
export interface SeenOffer extends Pick<
  Offer,
  | 'id'
  | 'promotionId'
  | 'productId'
  | 'tiers'
  | 'goalQuantity'
  | 'capQuantity'
  | 'perCustomerLimit'
  | 'finalQuantity'
  | 'finalPrice'
  | 'outcome'
> {
  promotion: Pick<Promotion, 'slug' | 'kind' | 'title' | 'summary' | 'imageName' | 'state' | 'opensAt' | 'closesAt'>;
  product: Pick<Product, 'slug' | 'name' | 'brand' | 'description' | 'specifications' | 'listPrice'>;
  counter: Pick<OfferCounter, 'held' | 'sold'>;
  /** Name of the product's first picture. */
  picture: string | null;
}

/**
 * Offers within the wall. Every list, page and share link starts here (an order with the same WALL in draft-order.ts), so
 * that what is behind it and what does not exist are the same query and the same answer.
 * @param condition SQL over `offer`, `promotion` and `product`, with its parameters
 * @throws AppError 401 for anyone but a customer
 */
export async function offersWithinWall(ctx: Context, condition: string, parameters: readonly unknown[]): Promise<SeenOffer[]> {
  const { universityId } = asCustomer(ctx);
  const rows = await ctx.db.query<Row[]>(`${SELECT} WHERE ${WALL} AND ${condition} ORDER BY promotion.id, offer.position, offer.id`, [
    universityId,
    ...parameters,
  ]);
  return rows.map(toOffer);
}

const SELECT = `SELECT offer.id, offer.promotion_id, offer.product_id, offer.tiers, offer.goal_quantity, offer.cap_quantity,
    offer.per_customer_limit, offer.final_quantity, offer.final_price, offer.outcome,
    promotion.slug AS promotion_slug, promotion.kind, promotion.title, promotion.summary, promotion.image_name, promotion.state,
    promotion.opens_at, promotion.closes_at,
    product.slug AS product_slug, product.name, product.brand, product.description, product.specifications, product.list_price,
    counter.held, counter.sold,
    (SELECT image.name FROM product_images image WHERE image.product_id = product.id ORDER BY image.position, image.id LIMIT 1) AS picture
  FROM offers offer
  JOIN promotions promotion ON promotion.id = offer.promotion_id
  JOIN products product ON product.id = offer.product_id
  JOIN offer_counters counter ON counter.offer_id = offer.id`;

interface Row {
  id: number;
  promotion_id: number;
  product_id: number;
  tiers: string;
  goal_quantity: number | null;
  cap_quantity: number | null;
  per_customer_limit: number;
  final_quantity: number | null;
  final_price: number | null;
  outcome: Offer['outcome'];
  promotion_slug: string;
  kind: Promotion['kind'];
  title: string;
  summary: string;
  image_name: string | null;
  state: Promotion['state'];
  opens_at: Date | string;
  closes_at: Date | string;
  product_slug: string;
  name: string;
  brand: string;
  description: string;
  specifications: string;
  list_price: number;
  held: number;
  sold: number;
  picture: string | null;
}

const toOffer = (row: Row): SeenOffer => ({
  id: row.id,
  promotionId: row.promotion_id,
  productId: row.product_id,
  tiers: JSON.parse(row.tiers) as Offer['tiers'],
  goalQuantity: row.goal_quantity,
  capQuantity: row.cap_quantity,
  perCustomerLimit: row.per_customer_limit,
  finalQuantity: row.final_quantity,
  finalPrice: row.final_price,
  outcome: row.outcome,
  promotion: {
    slug: row.promotion_slug,
    kind: row.kind,
    title: row.title,
    summary: row.summary,
    imageName: row.image_name,
    state: row.state,
    opensAt: instant(row.opens_at),
    closesAt: instant(row.closes_at),
  },
  product: {
    slug: row.product_slug,
    name: row.name,
    brand: row.brand,
    description: row.description,
    specifications: JSON.parse(row.specifications) as Product['specifications'],
    listPrice: row.list_price,
  },
  counter: { held: row.held, sold: row.sold },
  picture: row.picture,
});
