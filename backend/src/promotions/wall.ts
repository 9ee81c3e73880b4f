import { asCustomer } from '../kernel/actors.js';
import { Product } from '../catalog/product.entity.js';
import { ProductImage } from '../catalog/product-image.entity.js';
import type { Context } from '../kernel/context.js';
import { read, type RowOf, subquery } from '../database/read.js';
import { type Sql, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { Offer } from './offer.entity.js';
import { Promotion } from './promotion.entity.js';
import { PromotionUniversity } from './promotion-university.entity.js';
import { SHOWN_STATES } from './rules/promotion-state.js';

/** The tables of what is seen, as every condition on it names them. */
export const seen = { offer: table(Offer, 'offer'), promotion: table(Promotion, 'promotion'), product: table(Product, 'product') };
const { offer, promotion, product } = seen;
const counter = table(OfferCounter, 'counter');
const image = table(ProductImage, 'image');
const reach = table(PromotionUniversity, 'reach');

/**
 * The wall, as the condition that every read of offers has in its WHERE: promotions that reach the customer's university,
 * and nothing else.
 */
export const reaching = (universityId: number): Sql =>
  sql`${promotion.state} IN ${SHOWN_STATES} AND (${promotion.reachesAll} = ${true} OR EXISTS (
    SELECT 1 FROM ${reach} WHERE ${reach.promotionId} = ${promotion.id} AND ${reach.universityId} = ${universityId}))`;

/** Name of the product's first picture. */
export const FIRST_PICTURE = subquery(
  image.name,
  sql`FROM ${image} WHERE ${image.productId} = ${product.id} ORDER BY ${image.position}, ${image.id} LIMIT 1`,
);

const SEEN = {
  id: offer.id,
  promotionId: offer.promotionId,
  productId: offer.productId,
  tiers: offer.tiers,
  goalQuantity: offer.goalQuantity,
  capQuantity: offer.capQuantity,
  perCustomerLimit: offer.perCustomerLimit,
  finalQuantity: offer.finalQuantity,
  finalPrice: offer.finalPrice,
  outcome: offer.outcome,
  promotion: {
    slug: promotion.slug,
    kind: promotion.kind,
    title: promotion.title,
    summary: promotion.summary,
    imageName: promotion.imageName,
    state: promotion.state,
    opensAt: promotion.opensAt,
    closesAt: promotion.closesAt,
  },
  product: {
    slug: product.slug,
    name: product.name,
    brand: product.brand,
    description: product.description,
    specifications: product.specifications,
    listPrice: product.listPrice,
  },
  counter: { held: counter.held, sold: counter.sold },
  picture: FIRST_PICTURE,
};

/** An offer that came through the wall, with what is shown of its promotion, product and counter. */
export type SeenOffer = RowOf<typeof SEEN>;

/**
 * Offers within the wall. Every list, page and share link starts here (an order with the same wall in read-wanted.ts), so
 * that what is behind it and what does not exist are the same query and the same answer.
 * @param condition over the tables of `seen`
 * @throws AppError 401 for anyone but a customer
 */
export async function offersWithinWall(ctx: Context, condition: Sql): Promise<SeenOffer[]> {
  const { universityId } = asCustomer(ctx);
  return read(
    ctx.db,
    SEEN,
    sql`FROM ${offer}
      JOIN ${promotion} ON ${promotion.id} = ${offer.promotionId}
      JOIN ${product} ON ${product.id} = ${offer.productId}
      JOIN ${counter} ON ${counter.offerId} = ${offer.id}
      WHERE ${reaching(universityId)} AND ${condition} ORDER BY ${promotion.id}, ${offer.position}, ${offer.id}`,
  );
}
