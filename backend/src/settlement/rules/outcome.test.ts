import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { staircase } from '../../testing/group-buys/scenario.js';
import { outcomeOf } from './outcome.js';
import { chargedPrice, checkTiers, priceAt } from '../../promotions/rules/price-tiers.js';

const RUNS = { numRuns: 3_000 };
const goal = fc.option(fc.integer({ min: 1, max: 20 }));
const sold = fc.integer({ min: 0, max: 30 });

describe('what an offer ends with', () => {
  it('is the price of the last step whose quantity was sold, and never more than was charged', () => {
    fc.assert(
      fc.property(staircase, goal, sold, (tiers, goalQuantity, units) => {
        expect(checkTiers(tiers)).toEqual({ ok: true });
        const { finalPrice, finalQuantity } = outcomeOf({ tiers, goalQuantity }, units);
        const [step] = tiers.filter(({ fromQuantity }) => fromQuantity <= units).toReversed();
        expect(finalPrice).toBe((step ?? tiers[0])?.unitPrice);
        expect(finalQuantity).toBe(units);
        expect(finalPrice).toBeLessThanOrEqual(chargedPrice(tiers));
      }),
      RUNS,
    );
  });

  it('never gets dearer by one unit more, and changes only where a step begins', () => {
    fc.assert(
      fc.property(staircase, sold, (tiers, units) => {
        const [now, next] = [priceAt(tiers, units), priceAt(tiers, units + 1)];
        expect(next).toBeLessThanOrEqual(now);
        expect(next < now).toBe(units > 0 && tiers.some(({ fromQuantity }) => fromQuantity === units + 1));
      }),
      RUNS,
    );
  });

  it('is missed below its goal, reached from it on, and always reached without one', () => {
    fc.assert(
      fc.property(staircase, goal, sold, (tiers, goalQuantity, units) => {
        const { outcome } = outcomeOf({ tiers, goalQuantity }, units);
        expect(outcome).toBe(goalQuantity !== null && units < goalQuantity ? 'missed' : 'reached');
      }),
      RUNS,
    );
  });
});

describe('a staircase', () => {
  it.each([
    [[], 'none'],
    [[{ fromQuantity: 2, unitPrice: 10 }], 'first_not_one'],
    [[{ fromQuantity: 1, unitPrice: 0 }], 'price_not_falling'],
    [[{ fromQuantity: 1, unitPrice: 9.5 }], 'price_not_falling'],
    [
      [
        { fromQuantity: 1, unitPrice: 10 },
        { fromQuantity: 1, unitPrice: 9 },
      ],
      'quantity_not_rising',
    ],
    [
      [
        { fromQuantity: 1, unitPrice: 10 },
        { fromQuantity: 2, unitPrice: 10 },
      ],
      'price_not_falling',
    ],
  ])('%j is refused: %s', (tiers, reason) => {
    expect(checkTiers(tiers)).toEqual({ ok: false, reason });
  });
});
