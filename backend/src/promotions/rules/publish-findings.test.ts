import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceAt } from './price-tiers.js';
import { sentence } from '../../words/sentence.js';
import { type ProductFacts, publishFindings } from './publish-findings.js';
import { revenueRows } from './revenue.js';
import { standingOf } from './standing.js';

const NOW = new Date('2026-11-22T03:00:00Z');
const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000);
const TIERS = [
  { fromQuantity: 1, unitPrice: 150_000 },
  { fromQuantity: 10, unitPrice: 140_000 },
  { fromQuantity: 30, unitPrice: 120_000 },
];
const OFFER = { productId: 1, tiers: TIERS, goalQuantity: 5, capQuantity: 50, perCustomerLimit: 2 };
const PRODUCT: ProductFacts = { name: '이어폰', listPrice: 200_000, archived: false, activeVariants: 2, available: 100, pictures: 1 };
const DRAFT = { kind: 'group_buy' as const, opensAt: hours(1), closesAt: hours(100), reachesAll: true, universityIds: [], offers: [OFFER] };

const find = (draft: Partial<typeof DRAFT> = {}, product: Partial<ProductFacts> = {}) =>
  publishFindings({ ...DRAFT, ...draft }, { products: new Map([[1, { ...PRODUCT, ...product }]]), overlaps: [] }, NOW);
const offer = (given: object) => find({ offers: [{ ...OFFER, ...given }] });
const paths = (found: readonly { path: string }[]) => found.map(({ path }) => path);

describe('before publishing', () => {
  it('a draft with nothing against it has no findings', () => {
    expect(find()).toEqual({ errors: [], overlaps: [], warnings: [] });
  });

  it.each([
    ['a closing that has passed', find({ opensAt: hours(-2), closesAt: hours(-1) }), 'closesAt'],
    ['nobody to show it to', find({ reachesAll: false }), 'universityIds'],
    ['no offer', find({ offers: [] }), 'offers'],
    ['a goal above the cap', offer({ goalQuantity: 51 }), 'offers.0.goalQuantity'],
    ['a tier above the cap', offer({ capQuantity: 29 }), 'offers.0.tiers'],
    ['a retired product', find({}, { archived: true }), 'offers.0.productId'],
    ['no variant on sale', find({}, { activeVariants: 0 }), 'offers.0.productId'],
  ])('%s is an error', (_, found, path) => {
    expect(paths(found.errors)).toEqual([path]);
  });

  it.each([
    ['an opening that has passed', find({ opensAt: hours(-1) }), ['opensAt']],
    ['half an hour to buy', find({ closesAt: hours(1.5) }), ['closesAt']],
    ['five weeks of waiting', find({ closesAt: hours(24 * 35) }), ['closesAt']],
    ['no stock', find({}, { available: 0 }), ['offers.0.productId']],
    [
      'stock below the goal',
      find({ offers: [{ ...OFFER, tiers: TIERS.slice(0, 1) }] }, { available: 4 }),
      ['offers.0.goalQuantity', 'offers.0.capQuantity'],
    ],
    [
      'a tier above the stock',
      find({ offers: [{ ...OFFER, capQuantity: 30 }] }, { available: 29 }),
      ['offers.0.tiers', 'offers.0.capQuantity'],
    ],
    ['a price above that in shops', find({}, { listPrice: 150_000 }), ['offers.0.tiers']],
    ['an odd price', offer({ tiers: [{ fromQuantity: 1, unitPrice: 149_990 }] }), ['offers.0.tiers']],
    ['one who may reach the goal alone', offer({ perCustomerLimit: 5 }), ['offers.0.perCustomerLimit']],
    ['one who may take it all', offer({ goalQuantity: null, perCustomerLimit: 50 }), ['offers.0.perCustomerLimit']],
    ['no picture', find({}, { pictures: 0 }), ['offers.0.productId']],
  ])('%s is a warning and refuses nothing', (_, found, expected) => {
    expect([found.errors, paths(found.warnings)]).toEqual([[], expected]);
  });

  it.each([
    ['a warning', offer({ tiers: [{ fromQuantity: 1, unitPrice: 149_990 }], perCustomerLimit: 50 }).warnings],
    ['an error', offer({ goalQuantity: 51, capQuantity: 29 }).errors],
  ])('%s about an offer names its product', (_, findings) => {
    expect(findings.length).toBeGreaterThan(1);
    for (const { message } of findings) expect(sentence(message)).toMatch(/^“이어폰”/);
  });

  it('an overlap says which product, which university and which promotion', () => {
    const overlap = { productId: 1, productName: '이어폰', promotionTitle: '먼저 연 것', universities: ['가대', '나대', '다대', '라대'] };
    const { overlaps } = publishFindings(DRAFT, { products: new Map([[1, PRODUCT]]), overlaps: [overlap] }, NOW);
    expect(overlaps.map(({ path, message }) => ({ path, message: sentence(message) }))).toEqual([
      { path: 'offers.0.productId', message: '“이어폰”은(는) 프로모션 “먼저 연 것”에서 가대, 나대, 다대 외 1곳에 팔고 있어요.' },
    ]);
  });
});

const staircases = fc
  .uniqueArray(fc.integer({ min: 2, max: 60 }), { maxLength: 4 })
  .map((starts) =>
    [1, ...starts.toSorted((a, b) => a - b)].map((fromQuantity, index) => ({ fromQuantity, unitPrice: 100_000 - index * 5_000 })),
  );
const offers = fc.record({
  tiers: staircases,
  goalQuantity: fc.option(fc.integer({ min: 1, max: 60 })),
  capQuantity: fc.option(fc.integer({ min: 1, max: 80 })),
  perCustomerLimit: fc.integer({ min: 1, max: 10 }),
});
const stocks = fc.integer({ min: 0, max: 90 });

describe('for every staircase', () => {
  it('publishing is refused exactly when a tier or the goal is above the cap', () => {
    fc.assert(
      fc.property(offers, stocks, (one, available) => {
        const cap = one.capQuantity ?? Infinity;
        const impossible = one.tiers.some(({ fromQuantity }) => fromQuantity > cap) || (one.goalQuantity ?? 0) > cap;
        expect(find({ offers: [{ ...OFFER, ...one } as typeof OFFER] }, { available }).errors.length > 0).toBe(impossible);
      }),
    );
  });

  it('what comes in is units times the price that everyone pays, nothing under the goal, and never beyond cap or stock', () => {
    fc.assert(
      fc.property(offers, stocks, (one, available) => {
        const rows = revenueRows(one, available);
        for (const { units, price, revenue, reachable } of rows) {
          expect(price).toBe(priceAt(one.tiers, units));
          expect(revenue).toBe(units < (one.goalQuantity ?? 0) ? 0 : units * price);
          expect(reachable).toBe(units <= Math.min(available, one.capQuantity ?? Infinity));
        }
        expect(rows.filter(({ at }) => at === 'tier')).toHaveLength(one.tiers.length);
        expect(rows.map(({ units }) => units)).toEqual(rows.map(({ units }) => units).toSorted((a, b) => a - b));
      }),
    );
  });

  it('the next step is exactly as far as the price says: one unit before it nothing falls, with it it does', () => {
    fc.assert(
      fc.property(staircases, fc.integer({ min: 0, max: 90 }), (tiers, sold) => {
        const { next, tier } = standingOf({ tiers, goalQuantity: null }, sold);
        expect(tiers[tier]?.unitPrice).toBe(priceAt(tiers, sold));
        if (!next) {
          expect(priceAt(tiers, sold)).toBe(tiers.at(-1)?.unitPrice);
          return;
        }
        expect(priceAt(tiers, sold + next.units - 1)).toBe(priceAt(tiers, sold));
        expect(priceAt(tiers, sold + next.units)).toBe(next.price);
      }),
    );
  });

  it('more stock never adds a warning but that of an empty shelf, gone', () => {
    fc.assert(
      fc.property(offers, fc.integer({ min: 1, max: 80 }), fc.integer({ min: 0, max: 80 }), (one, available, more) => {
        const warned = (stock: number) => paths(find({ offers: [{ ...OFFER, ...one } as typeof OFFER] }, { available: stock }).warnings);
        expect(warned(available)).toEqual(expect.arrayContaining(warned(available + more)));
      }),
    );
  });
});
