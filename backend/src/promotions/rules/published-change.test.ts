import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceAt, type PriceTier } from './price-tiers.js';
import { type Frozen, frozenChanges, onlyFalls } from './published-change.js';

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

describe('what buyers relied on', () => {
  const offer = (id: number | undefined, given: object = {}) => ({ id, productId: 1, goalQuantity: 5, perCustomerLimit: 2, ...given });
  const before: Frozen = {
    slug: 'laptops',
    kind: 'group_buy',
    opensAt: new Date('2026-11-22T01:00:00Z'),
    closesAt: new Date('2026-11-23T01:00:00Z'),
    reachesAll: false,
    universityIds: [2, 10],
    offers: [offer(3), offer(20)],
  };

  it.each<[string, Partial<Frozen>, string[]]>([
    ['nothing', {}, []],
    ['the same in another order', { universityIds: [10, 2], offers: [offer(20), offer(3)] }, []],
    ['the same instants', { opensAt: new Date(before.opensAt), closesAt: new Date(before.closesAt) }, []],
    ['the address', { slug: 'tablets' }, ['slug']],
    ['the kind', { kind: 'sale' }, ['kind']],
    ['whom it reaches', { reachesAll: true, universityIds: [2] }, ['reachesAll', 'universityIds']],
    ['both times', { opensAt: before.closesAt, closesAt: before.opensAt }, ['opensAt', 'closesAt']],
    ['an offer less', { offers: [offer(3)] }, ['offers']],
    ['an offer that is new', { offers: [offer(3), offer(undefined)] }, ['offers']],
    ['another product', { offers: [offer(3), offer(20, { productId: 2 })] }, ['offers.1.productId']],
    [
      'goal and limit',
      { offers: [offer(3, { goalQuantity: null, perCustomerLimit: 3 }), offer(20)] },
      ['offers.0.goalQuantity', 'offers.0.perCustomerLimit'],
    ],
    ['one offer, found by its id', { offers: [offer(20, { goalQuantity: 4 }), offer(3)] }, ['offers.0.goalQuantity']],
  ])('is named where it changes: %s', (_, after, expected) => {
    expect(frozenChanges(before, { ...before, ...after })).toEqual(expected);
  });

  it('is no offer that has not been stored yet, before or after', () => {
    const fresh = { ...before, offers: [offer(undefined)] };
    expect(frozenChanges(fresh, { ...fresh })).toEqual([]);
    expect(frozenChanges(fresh, { ...fresh, offers: [offer(undefined, { productId: 2 })] })).toEqual(['offers.0.productId']);
  });
});
