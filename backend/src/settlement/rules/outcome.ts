import type { OfferOutcome } from '../../promotions/rules/promotion-state.js';
import { priceAt, type PriceTier } from '../../promotions/rules/price-tiers.js';

/** How an offer ended: what everyone pays for the units sold in the end, and whether its goal was met. Won, without surcharge. */
export function outcomeOf(
  offer: { tiers: readonly PriceTier[]; goalQuantity: number | null },
  sold: number,
): { finalQuantity: number; finalPrice: number; outcome: OfferOutcome } {
  const reached = offer.goalQuantity === null || sold >= offer.goalQuantity;
  return { finalQuantity: sold, finalPrice: priceAt(offer.tiers, sold), outcome: reached ? 'reached' : 'missed' };
}
