import type { Offer, PromotionState } from '@mngshop/backend/contract';
import type { Told } from './words';

/** How an offer of a promotion in this state stands on its staircase. */
export function toldOf(offer: Offer, state: PromotionState): Told {
  return {
    tiers: offer.tiers,
    sold: offer.soldQuantity,
    goalQuantity: offer.goalQuantity,
    capQuantity: offer.capQuantity,
    state: offer.outcome === 'missed' ? 'missed' : state === 'settled' || offer.finalPrice !== null ? 'settled' : 'open',
    still: state === 'closed' || state === 'failed',
  };
}

/** A sale has one price: no staircase. */
export const hasStairs = (offer: Offer): boolean => offer.tiers.length > 1;

/** Won that a unit bought now would get back if it closed now; with a settled offer, what it did get back. */
export const differenceOf = (offer: Offer): number => offer.price - (offer.finalPrice ?? offer.currentPrice);

/** Nothing left under the cap. */
export const isCapped = (offer: Offer): boolean => offer.remaining === 0;
