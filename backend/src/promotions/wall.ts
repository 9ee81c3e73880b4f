import type { SelectQueryBuilder } from 'typeorm';
import { asCustomer } from '../actors.js';
import type { Context } from '../context.js';
import { Offer } from './offer.entity.js';
import { OfferCounter } from './offer-counter.entity.js';
import { SHOWN_STATES } from './rules/promotion-state.js';

/**
 * The wall: offers (with promotion, product and counter) of promotions that reach the customer's university, and nothing else.
 * Every list, page, order and share link starts here, so that what is behind it and what does not exist are the same query
 * and the same answer. @throws AppError 401 for anyone but a customer
 */
export function offersWithinWall(ctx: Context): SelectQueryBuilder<Offer> {
  const { universityId } = asCustomer(ctx);
  return ctx.db.manager
    .createQueryBuilder(Offer, 'offer')
    .innerJoinAndSelect('offer.promotion', 'promotion')
    .innerJoinAndSelect('offer.product', 'product')
    .leftJoinAndMapOne('offer.counter', OfferCounter, 'counter', 'counter.offerId = offer.id')
    .where('promotion.state IN (:...shown)', { shown: SHOWN_STATES })
    .andWhere(
      `(promotion.reachesAll = :yes OR EXISTS (
        SELECT 1 FROM promotion_universities reach WHERE reach.promotion_id = promotion.id AND reach.university_id = :universityId))`,
      { yes: true, universityId },
    )
    .orderBy('promotion.id')
    .addOrderBy('offer.position')
    .addOrderBy('offer.id');
}
