import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceAt, type PriceTier } from './price-tiers.js';
import { onlyFalls } from './published-change.js';

const staircase: fc.Arbitrary<PriceTier[]> = fc
  .uniqueArray(fc.integer({ min: 2, max: 40 }), { maxLength: 4 })
  .chain((quantities) =>
    fc.tuple(
      fc.constant([1, ...quantities.toSorted((a, b) => a - b)]),
      fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: quantities.length + 1, maxLength: quantities.length + 1 }),
    ),
  )
  .map(([quantities, prices]) => {
    const falling = prices.toSorted((a, b) => b - a);
    return quantities.map((fromQuantity, index) => ({ fromQuantity, unitPrice: falling[index] as number }));
  });

describe('tiers after publishing', () => {
  it('only fall exactly when no quantity gets dearer', () => {
    fc.assert(
      fc.property(staircase, staircase, (before, after) => {
        const quantities = Array.from({ length: 45 }, (_, index) => index + 1);
        expect(onlyFalls(before, after)).toBe(quantities.every((q) => priceAt(after, q) <= priceAt(before, q)));
      }),
    );
  });

  it('may get a step more, and an earlier one, but no later one', () => {
    const before = [
      { fromQuantity: 1, unitPrice: 100 },
      { fromQuantity: 10, unitPrice: 90 },
    ];
    expect(onlyFalls(before, [...before, { fromQuantity: 20, unitPrice: 80 }])).toBe(true);
    expect(
      onlyFalls(before, [
        { fromQuantity: 1, unitPrice: 100 },
        { fromQuantity: 9, unitPrice: 90 },
      ]),
    ).toBe(true);
    expect(
      onlyFalls(before, [
        { fromQuantity: 1, unitPrice: 100 },
        { fromQuantity: 11, unitPrice: 90 },
      ]),
    ).toBe(false);
    expect(onlyFalls(before, [{ fromQuantity: 1, unitPrice: 100 }])).toBe(false);
  });
});
