/** Units of one variant under one offer, as a line of an order holds them. */
export interface HeldUnits {
  offerId: number;
  variantId: number;
  quantity: number;
}

interface OfferUnits<T> {
  offerId: number;
  quantity: number;
  lines: T[];
}

/** Units summed up by offer, ascending: two transactions on the same rows then wait for each other and never in a circle. */
export function byOffer<T extends Pick<HeldUnits, 'offerId' | 'quantity'>>(lines: readonly T[]): OfferUnits<T>[] {
  return [...Map.groupBy(lines, (line) => line.offerId)]
    .map(([offerId, group]) => ({ offerId, quantity: group.reduce((sum, line) => sum + line.quantity, 0), lines: group }))
    .toSorted((a, b) => a.offerId - b.offerId);
}

/** The same order for the rows of `variant_stock`. */
export const byVariant = <T extends Pick<HeldUnits, 'variantId'>>(lines: readonly T[]): T[] =>
  lines.toSorted((a, b) => a.variantId - b.variantId);

/** Units summed up by variant, in the order of `byVariant`. */
export const unitsByVariant = (lines: readonly Pick<HeldUnits, 'variantId' | 'quantity'>[]): Pick<HeldUnits, 'variantId' | 'quantity'>[] =>
  byVariant(
    [...Map.groupBy(lines, (line) => line.variantId)].map(([variantId, group]) => ({
      variantId,
      quantity: group.reduce((sum, line) => sum + line.quantity, 0),
    })),
  );
