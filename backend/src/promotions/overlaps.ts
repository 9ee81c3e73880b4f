import { type EntityManager, In } from 'typeorm';
import { University } from '../catalog/university.entity.js';
import type { Context } from '../kernel/context.js';
import { Offer } from './offer.entity.js';
import { PromotionUniversity } from './promotion-university.entity.js';
import type { OverlapShape } from './rules/overlap-text.js';

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
  const live = tx
    .createQueryBuilder(Offer, 'offer')
    .innerJoinAndSelect('offer.product', 'product')
    .innerJoinAndSelect('offer.promotion', 'promotion')
    .where('offer.productId IN (:...productIds)', { productIds: draft.productIds })
    .andWhere('promotion.id <> :id', { id: draft.promotionId })
    .andWhere('promotion.state = :published AND promotion.closesAt > :now', { published: 'published', now: ctx.clock.now() })
    .orderBy('offer.id');
  if (draft.reach !== 'all') {
    live.andWhere(
      `(promotion.reachesAll = :yes OR EXISTS (
        SELECT 1 FROM promotion_universities reach WHERE reach.promotion_id = promotion.id AND reach.university_id IN (:...reach)))`,
      { yes: true, reach: draft.reach },
    );
  }
  const offers = await live.getMany();
  const shared = await sharedReach(tx, draft.reach, offers);
  return offers.map(({ product, promotion }) => ({
    productId: product.id,
    productName: product.name,
    promotionId: promotion.id,
    promotionTitle: promotion.title,
    universities: shared(promotion.id, promotion.reachesAll),
  }));
}

// Asked only when something overlaps: the names are for people.
async function sharedReach(tx: EntityManager, reach: 'all' | readonly number[], offers: readonly Offer[]) {
  const ids = offers.map(({ promotionId }) => promotionId);
  const rows =
    ids.length === 0 ? [] : await tx.find(PromotionUniversity, { where: { promotionId: In(ids) }, relations: { university: true } });
  const named = reach === 'all' || ids.length === 0 ? [] : await tx.findBy(University, { id: In([...reach]) });
  return (promotionId: number, reachesAll: boolean): Overlap['universities'] => {
    if (reachesAll) return reach === 'all' ? 'all' : named.map(({ name }) => name);
    const theirs = rows.filter((row) => row.promotionId === promotionId && (reach === 'all' || reach.includes(row.universityId)));
    return theirs.map(({ university }) => university.name);
  };
}
