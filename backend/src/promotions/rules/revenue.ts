import { priceAt } from './price-tiers.js';
import type { OfferShape } from './publishable.js';

export interface RevenueRow {
  at: 'tier' | 'goal' | 'cap' | 'stock';
  units: number;
  /** Won that everyone pays in the end. */
  price: number;
  /** Won in all, without surcharges; 0 under the goal, where everything goes back. */
  revenue: number;
  /** False where cap or stock end before. */
  reachable: boolean;
}

/** What comes in at the threshold of each tier, at the goal, at the cap and when the stock is sold. By units. */
export function revenueRows(offer: OfferShape, available: number): RevenueRow[] {
  const most = Math.min(available, offer.capQuantity ?? Infinity);
  const row = (at: RevenueRow['at'], quantity: number): RevenueRow => {
    const price = priceAt(offer.tiers, quantity);
    const missed = offer.goalQuantity !== null && quantity < offer.goalQuantity;
    return { at, units: quantity, price, revenue: missed ? 0 : price * quantity, reachable: quantity <= most };
  };
  const ends = [
    ...offer.tiers.map((tier) => row('tier', tier.fromQuantity)),
    ...(offer.goalQuantity === null ? [] : [row('goal', offer.goalQuantity)]),
    ...(offer.capQuantity === null ? [] : [row('cap', offer.capQuantity)]),
    row('stock', available),
  ];
  return ends.toSorted((a, b) => a.units - b.units);
}
