import { In, LessThanOrEqual, MoreThan } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { Offer } from '../promotions/offer.entity.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { PromotionUniversity } from '../promotions/promotion-university.entity.js';
import { standingOf } from '../promotions/rules/standing.js';

const MOST = 6;

/** What is on sale now, the soonest to close first. Prices in won. */
export async function openOffers(ctx: Context, now: Date) {
  const { manager } = ctx.db;
  const offers = await manager.find(Offer, {
    where: { promotion: { state: 'published', opensAt: LessThanOrEqual(now), closesAt: MoreThan(now) } },
    relations: { promotion: true, product: true },
    order: { promotion: { closesAt: 'ASC' }, id: 'ASC' },
    take: MOST,
  });
  const [counters, reach] = await Promise.all([
    manager.findBy(OfferCounter, { offerId: In(offers.map(({ id }) => id)) }),
    manager.find(PromotionUniversity, {
      where: { promotionId: In(offers.map(({ promotionId }) => promotionId)) },
      relations: { university: true },
    }),
  ]);
  const soldOf = new Map(counters.map(({ offerId, sold }) => [offerId, sold]));
  return offers.map((offer) => {
    const sold = soldOf.get(offer.id) ?? 0;
    const { next, priceNow } = standingOf(offer, sold);
    return {
      id: offer.id,
      promotionId: offer.promotionId,
      kind: offer.promotion.kind,
      product: offer.product.name,
      reach: reachText(
        offer.promotion.reachesAll,
        reach.filter(({ promotionId }) => promotionId === offer.promotionId).map(({ university }) => university.name),
      ),
      tiers: offer.tiers,
      sold,
      goal: offer.goalQuantity,
      cap: offer.capQuantity,
      toNext: next?.units ?? null,
      nextPrice: next?.price ?? null,
      // Under its goal everything would go back.
      priceNow,
      closesAt: offer.promotion.closesAt,
    };
  });
}

function reachText(all: boolean, names: readonly string[]): string {
  if (all) return '전체 대학교';
  return names.length > 2 ? `${names[0] ?? ''} 외 ${names.length - 1}곳` : names.join(', ');
}
