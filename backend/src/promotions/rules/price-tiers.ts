/** Price tiers of an offer. Source: the shop's own rules, "Promotions". All prices in won, without surcharge. */
export interface PriceTier {
  fromQuantity: number;
  unitPrice: number;
}

/** What is charged at once: the first tier. */
export const chargedPrice = (tiers: readonly PriceTier[]): number => first(tiers).unitPrice;

/** What everyone pays if it ends with `sold` units: the last tier that was reached. */
export function priceAt(tiers: readonly PriceTier[], sold: number): number {
  const reached = tiers.filter((tier) => tier.fromQuantity <= sold).at(-1);
  return (reached ?? first(tiers)).unitPrice;
}

export type TierRefusal = 'none' | 'first_not_one' | 'quantity_not_rising' | 'price_not_falling';

/** Whether the tiers make a staircase: quantity strictly rising from 1, price strictly falling and above 0. */
export function checkTiers(tiers: readonly PriceTier[]): { ok: true } | { ok: false; reason: TierRefusal } {
  if (tiers.length === 0) return { ok: false, reason: 'none' };
  if (first(tiers).fromQuantity !== 1) return { ok: false, reason: 'first_not_one' };
  for (const [index, tier] of tiers.entries()) {
    const before = tiers[index - 1];
    if (!Number.isInteger(tier.unitPrice) || tier.unitPrice < 1) return { ok: false, reason: 'price_not_falling' };
    if (!Number.isInteger(tier.fromQuantity) || (before && tier.fromQuantity <= before.fromQuantity)) {
      return { ok: false, reason: 'quantity_not_rising' };
    }
    if (before && tier.unitPrice >= before.unitPrice) return { ok: false, reason: 'price_not_falling' };
  }
  return { ok: true };
}

function first(tiers: readonly PriceTier[]): PriceTier {
  const [tier] = tiers;
  if (!tier) throw new Error('An offer has at least one tier.');
  return tier;
}
