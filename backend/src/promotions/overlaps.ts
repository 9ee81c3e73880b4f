import type { EntityManager } from 'typeorm';
import type { Context } from '../context.js';
import { Offer } from './offer.entity.js';

export interface Overlap {
  productId: number;
  productName: string;
  promotionTitle: string;
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
  return offers.map(({ product, promotion }) => ({ productId: product.id, productName: product.name, promotionTitle: promotion.title }));
}
