import { In, LessThanOrEqual, MoreThan } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { Offer } from './offer.entity.js';
import { PromotionUniversity } from './promotion-university.entity.js';

/** What is on sale at `now`, the soonest to close first: `most` offers, each with its units sold and whom it reaches. */
export async function readOpenOffers(ctx: Context, now: Date, most: number) {
  const { manager } = ctx.db;
  const offers = await manager.find(Offer, {
    where: { promotion: { state: 'published', opensAt: LessThanOrEqual(now), closesAt: MoreThan(now) } },
    relations: { promotion: true, product: true },
    order: { promotion: { closesAt: 'ASC' }, id: 'ASC' },
    take: most,
  });
  const [counters, reach] = await Promise.all([
    manager.findBy(OfferCounter, { offerId: In(offers.map(({ id }) => id)) }),
    manager.find(PromotionUniversity, {
      where: { promotionId: In(offers.map(({ promotionId }) => promotionId)) },
      relations: { university: true },
    }),
  ]);
  const soldOf = new Map(counters.map(({ offerId, sold }) => [offerId, sold]));
  return offers.map((offer) => ({
    offer,
    sold: soldOf.get(offer.id) ?? 0,
    /** None where it reaches all. */
    universities: reach.filter(({ promotionId }) => promotionId === offer.promotionId).map(({ university }) => university.name),
  }));
}
