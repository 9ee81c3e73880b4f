import fc from 'fast-check';
import type { PriceTier } from '../../promotions/rules/price-tiers.js';
import { FAULT_KINDS } from '../../simulator/faults.js';

/** One group buy from its opening to its last refund. Quantities in units, prices in won. */
export interface Scenario {
  offers: [OfferShape, OfferShape];
  people: readonly Person[];
  /** Hours from opening to closing. */
  hours: number;
  /** Ways in which Bootpay fails at giving back, one after the other. */
  faults: readonly (typeof FAULT_KINDS.cancel)[number][];
  /** How often a settlement is cut off, and after how many statements. */
  crashes: readonly number[];
}

interface OfferShape {
  tiers: PriceTier[];
  goal: number | null;
  surcharges: [number, number];
}

export interface Person {
  /** Of the first offer, then of the second; 0 for none. Never none of both. */
  units: readonly [number, number];
  variant: 0 | 1;
  /**
   * Cancels before the closing (`early`), after it but before the prices are fixed (`once closed`), then but before the first
   * order is settled (`between`), or when all is settled (`late`); of `loses a line`, staff then cancel the first line.
   */
  does: 'stays' | 'early' | 'once closed' | 'between' | 'late' | 'loses a line' | 'never pays' | 'pays late';
}

/** Rising quantities from 1, falling prices. */
export const staircase: fc.Arbitrary<PriceTier[]> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 2, max: 14 }), { maxLength: 4 }),
    fc.uniqueArray(fc.integer({ min: 100, max: 2_000_000 }), { minLength: 5, maxLength: 5 }),
  )
  .map(([quantities, prices]) => {
    const falling = prices.toSorted((a, b) => b - a);
    return [1, ...quantities.toSorted((a, b) => a - b)].map((fromQuantity, index) => ({ fromQuantity, unitPrice: falling[index] ?? 1 }));
  });

const offer: fc.Arbitrary<OfferShape> = fc.record({
  tiers: staircase,
  goal: fc.option(fc.integer({ min: 1, max: 12 })),
  surcharges: fc.tuple(fc.constant(0), fc.integer({ min: 0, max: 99_999 })),
});

const person: fc.Arbitrary<Person> = fc
  .record({
    units: fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 3 })),
    variant: fc.constantFrom(0, 1),
    does: fc.constantFrom('stays', 'stays', 'stays', 'early', 'once closed', 'between', 'late', 'loses a line', 'never pays', 'pays late'),
  })
  .map((one) => (one.units[0] + one.units[1] === 0 ? { ...one, units: [1, 0] as const } : one));

export const scenario: fc.Arbitrary<Scenario> = fc.record({
  offers: fc.tuple(offer, offer),
  people: fc.array(person, { minLength: 1, maxLength: 6, size: 'max' }),
  hours: fc.constantFrom(0.1, 1, 72, 2_000),
  faults: fc.array(fc.constantFrom(...FAULT_KINDS.cancel), { maxLength: 5, size: 'max' }),
  crashes: fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 2 }),
});
