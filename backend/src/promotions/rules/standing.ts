import { priceAt, type PriceTier } from './price-tiers.js';

/** Where an offer stands at so many units sold. Won, without surcharge. */
export interface Standing {
  /** Index of the tier that is reached. */
  tier: number;
  /** What everyone would pay if it closed now; null under the goal, where everything would go back. */
  priceNow: number | null;
  /** Units to the next tier and what it costs; null at the last. */
  next: { units: number; price: number } | null;
}

export function standingOf(offer: { tiers: readonly PriceTier[]; goalQuantity: number | null }, sold: number): Standing {
  const { tiers, goalQuantity } = offer;
  const next = tiers.slice(1).find(({ fromQuantity }) => fromQuantity > sold);
  return {
    tier: Math.max(
      0,
      tiers.findLastIndex(({ fromQuantity }) => fromQuantity <= sold),
    ),
    priceNow: goalQuantity !== null && sold < goalQuantity ? null : priceAt(tiers, sold),
    next: next ? { units: next.fromQuantity - sold, price: next.unitPrice } : null,
  };
}
