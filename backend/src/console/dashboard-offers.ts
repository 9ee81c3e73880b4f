import type { Context } from '../kernel/context.js';
import { readOpenOffers } from '../promotions/read-open-offers.js';
import { standingOf } from '../promotions/rules/standing.js';

const MOST = 6;

/** What is on sale now, the soonest to close first. Prices in won. */
export async function openOffers(ctx: Context, now: Date) {
  return (await readOpenOffers(ctx, now, MOST)).map(({ offer, sold, universities }) => {
    const { next, priceNow } = standingOf(offer, sold);
    return {
      id: offer.id,
      promotionId: offer.promotionId,
      kind: offer.promotion.kind,
      product: offer.product.name,
      reach: reachText(offer.promotion.reachesAll, universities),
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
