import { Product } from '../catalog/product.entity.js';
import { University } from '../catalog/university.entity.js';
import { read } from '../database/read.js';
import { limit, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import type { Context } from '../kernel/context.js';
import { Offer } from './offer.entity.js';
import { Promotion } from './promotion.entity.js';
import { PromotionUniversity } from './promotion-university.entity.js';

const offers = table(Offer);
const promotions = table(Promotion);
const products = table(Product);
const counters = table(OfferCounter);
const reach = table(PromotionUniversity);
const universities = table(University);

const OPEN = {
  offer: {
    id: offers.id,
    promotionId: offers.promotionId,
    tiers: offers.tiers,
    goalQuantity: offers.goalQuantity,
    capQuantity: offers.capQuantity,
    promotion: { kind: promotions.kind, reachesAll: promotions.reachesAll, closesAt: promotions.closesAt },
    product: { name: products.name },
  },
  sold: counters.sold,
};

/** What is on sale at `now`, the soonest to close first: `most` offers, each with its units sold and whom it reaches. */
export async function readOpenOffers(ctx: Context, now: Date, most: number) {
  const open = await read(
    ctx.db,
    OPEN,
    sql`FROM ${offers}
      JOIN ${promotions} ON ${promotions.id} = ${offers.promotionId}
      JOIN ${products} ON ${products.id} = ${offers.productId}
      JOIN ${counters} ON ${counters.offerId} = ${offers.id}
      WHERE ${promotions.state} = ${'published'} AND ${promotions.opensAt} <= ${now} AND ${promotions.closesAt} > ${now}
      ORDER BY ${promotions.closesAt}, ${offers.id} ${limit(most)}`,
  );
  const reached = await read(
    ctx.db,
    { promotionId: reach.promotionId, name: universities.name },
    sql`FROM ${reach} JOIN ${universities} ON ${universities.id} = ${reach.universityId}
      WHERE ${reach.promotionId} IN ${open.map(({ offer }) => offer.promotionId)}`,
  );
  return open.map(({ offer, sold }) => ({
    offer,
    sold,
    /** None where it reaches all. */
    universities: reached.filter(({ promotionId }) => promotionId === offer.promotionId).map(({ name }) => name),
  }));
}
