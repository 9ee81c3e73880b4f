import type { EntityManager } from 'typeorm';
import { Product } from '../catalog/product.entity.js';
import { University } from '../catalog/university.entity.js';
import type { Context } from '../kernel/context.js';
import { read } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { Offer } from './offer.entity.js';
import { Promotion } from './promotion.entity.js';
import { PromotionUniversity } from './promotion-university.entity.js';
import type { OverlapShape } from './rules/overlap-text.js';

const offers = table(Offer);
const products = table(Product);
const promotions = table(Promotion);
const reach = table(PromotionUniversity);
const universities = table(University);
const LIVE = {
  product: { id: products.id, name: products.name },
  promotion: { id: promotions.id, title: promotions.title, reachesAll: promotions.reachesAll },
};

export interface Overlap extends OverlapShape {
  productId: number;
  promotionId: number;
}

/**
 * Live promotions (scheduled or open) that offer one of these products to one of these universities; one that reaches all
 * overlaps with everything. Callers hold the products' rows.
 */
export async function overlaps(
  tx: EntityManager,
  ctx: Context,
  draft: { promotionId: number; productIds: readonly number[]; reach: 'all' | readonly number[] },
): Promise<Overlap[]> {
  // Empty lists are no SQL on MySQL, and overlap with nothing.
  if (draft.productIds.length === 0 || draft.reach.length === 0) return [];
  const reached =
    draft.reach === 'all'
      ? sql``
      : sql` AND (${promotions.reachesAll} = ${true} OR EXISTS (
          SELECT 1 FROM ${reach} WHERE ${reach.promotionId} = ${promotions.id} AND ${reach.universityId} IN ${draft.reach}))`;
  const live = await read(
    tx,
    LIVE,
    sql`FROM ${offers}
      JOIN ${products} ON ${products.id} = ${offers.productId}
      JOIN ${promotions} ON ${promotions.id} = ${offers.promotionId}
      WHERE ${offers.productId} IN ${draft.productIds} AND ${promotions.id} <> ${draft.promotionId}
        AND ${promotions.state} = ${'published'} AND ${promotions.closesAt} > ${ctx.clock.now()}${reached} ORDER BY ${offers.id}`,
  );
  const shared = await sharedReach(
    tx,
    draft.reach,
    live.map(({ promotion }) => promotion.id),
  );
  return live.map(({ product, promotion }) => ({
    productId: product.id,
    productName: product.name,
    promotionId: promotion.id,
    promotionTitle: promotion.title,
    universities: shared(promotion.id, promotion.reachesAll),
  }));
}

// Asked only when something overlaps: the names are for people.
async function sharedReach(tx: EntityManager, wanted: 'all' | readonly number[], ids: readonly number[]) {
  if (ids.length === 0) return () => [];
  const rows = await read(
    tx,
    { promotionId: reach.promotionId, universityId: reach.universityId, name: universities.name },
    sql`FROM ${reach} JOIN ${universities} ON ${universities.id} = ${reach.universityId} WHERE ${reach.promotionId} IN ${ids}`,
  );
  const named =
    wanted === 'all' ? [] : await read(tx, { name: universities.name }, sql`FROM ${universities} WHERE ${universities.id} IN ${wanted}`);
  return (promotionId: number, reachesAll: boolean): Overlap['universities'] => {
    if (reachesAll) return wanted === 'all' ? 'all' : named.map(({ name }) => name);
    const theirs = rows.filter((row) => row.promotionId === promotionId && (wanted === 'all' || wanted.includes(row.universityId)));
    return theirs.map(({ name }) => name);
  };
}
