import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chargedPrice, checkTiers, priceAt } from './price-tiers.js';
import { checkOffers, USUAL_LIMIT } from './publishable.js';
import { sentence, told } from '../../words/sentence.js';
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
    ['a closing that has passed', () => find({ opensAt: hours(-2), closesAt: hours(-1) }), 'closesAt'],
    ['nobody to show it to', () => find({ reachesAll: false }), 'universityIds'],
    ['no offer', () => find({ offers: [] }), 'offers'],
    ['a goal above the cap', () => offer({ goalQuantity: 51 }), 'offers.0.goalQuantity'],
    ['a tier above the cap', () => offer({ capQuantity: 29 }), 'offers.0.tiers'],
    ['a retired product', () => find({}, { archived: true }), 'offers.0.productId'],
    ['no variant on sale', () => find({}, { activeVariants: 0 }), 'offers.0.productId'],
  ])('%s is an error', (_, found, path) => {
    expect(paths(found().errors)).toEqual([path]);
  });

  it.each([
    ['an opening that has passed', () => find({ opensAt: hours(-1) }), ['opensAt']],
    ['half an hour to buy', () => find({ closesAt: hours(1.5) }), ['closesAt']],
    ['five weeks of waiting', () => find({ closesAt: hours(24 * 35) }), ['closesAt']],
    ['no stock', () => find({}, { available: 0 }), ['offers.0.productId']],
    [
      'stock below the goal',
      () => find({ offers: [{ ...OFFER, tiers: TIERS.slice(0, 1) }] }, { available: 4 }),
      ['offers.0.goalQuantity', 'offers.0.capQuantity'],
    ],
    [
      'a tier above the stock',
      () => find({ offers: [{ ...OFFER, capQuantity: 30 }] }, { available: 29 }),
      ['offers.0.tiers', 'offers.0.capQuantity'],
    ],
    ['a price above that in shops', () => find({}, { listPrice: 150_000 }), ['offers.0.tiers']],
    ['an odd price', () => offer({ tiers: [{ fromQuantity: 1, unitPrice: 149_990 }] }), ['offers.0.tiers']],
    ['one who may reach the goal alone', () => offer({ perCustomerLimit: 5 }), ['offers.0.perCustomerLimit']],
    ['one who may take it all', () => offer({ goalQuantity: null, perCustomerLimit: 50 }), ['offers.0.perCustomerLimit']],
    ['no picture', () => find({}, { pictures: 0 }), ['offers.0.productId']],
  ])('%s is a warning and refuses nothing', (_, found, expected) => {
    const { errors, warnings } = found();
    expect([errors, paths(warnings)]).toEqual([[], expected]);
  });

  it.each([
    ['a warning', () => offer({ tiers: [{ fromQuantity: 1, unitPrice: 149_990 }], perCustomerLimit: 50 }).warnings],
    ['an error', () => offer({ goalQuantity: 51, capQuantity: 29 }).errors],
  ])('%s about an offer names its product', (_, find) => {
    const findings = find();
    expect(findings.length).toBeGreaterThan(1);
    for (const { message } of findings) expect(sentence(message)).toMatch(/^“이어폰”/);
  });

  it.each<[string, object, string[]]>([
    ['as it is', {}, []],
    ['with no tier', { tiers: [] }, ['tiers offer.tiers_none']],
    ['that begins with the second unit', { tiers: [{ fromQuantity: 2, unitPrice: 10 }] }, ['tiers offer.tiers_first']],
    ['for half a won', { tiers: [{ fromQuantity: 1, unitPrice: 0.5 }] }, ['tiers offer.tiers_price']],
    ['for one won', { tiers: [{ fromQuantity: 1, unitPrice: 1 }] }, []],
    ['for the most there is', { tiers: [{ fromQuantity: 1, unitPrice: 100_000_000 }] }, []],
    ['for more', { tiers: [{ fromQuantity: 1, unitPrice: 100_000_001 }] }, ['tiers offer.too_much']],
    ['with a tier at half a unit', { tiers: [TIERS[0], { fromQuantity: 2.5, unitPrice: 10 }] }, ['tiers offer.tiers_quantity']],
    ['with a tier at the most units', { tiers: [TIERS[0], { fromQuantity: 1_000_000, unitPrice: 10 }] }, []],
    ['with one beyond', { tiers: [TIERS[0], { fromQuantity: 1_000_001, unitPrice: 10 }] }, ['tiers offer.too_much']],
    ['with a goal of none', { goalQuantity: 0 }, ['goalQuantity offer.goal']],
    ['with a goal of one', { goalQuantity: 1 }, []],
    ['with a goal of one and a half', { goalQuantity: 1.5 }, ['goalQuantity offer.goal']],
    ['with the highest goal', { goalQuantity: 1_000_000, capQuantity: null }, []],
    ['with a higher one', { goalQuantity: 1_000_001, capQuantity: null }, ['goalQuantity offer.goal']],
    ['with a goal at its cap', { goalQuantity: 50 }, []],
    ['with a goal above its cap', { goalQuantity: 51 }, ['goalQuantity offer.goal_over_cap']],
    ['with a goal and no cap', { capQuantity: null }, []],
    ['with a cap and no goal', { goalQuantity: null }, []],
    ['with a cap of none', { goalQuantity: null, capQuantity: 0 }, ['capQuantity offer.cap']],
    ['with a limit of none', { perCustomerLimit: 0 }, ['perCustomerLimit offer.limit']],
  ])('an offer %s: %j', (_, given, expected) => {
    const found = checkOffers('group_buy', [OFFER, { ...OFFER, ...given }]);
    expect(found.map(({ path, message }) => `${path.replace('offers.1.', '')} ${message.code}`)).toEqual(expected);
  });

  it('a sale has one price and no goal', () => {
    const found = checkOffers('sale', [{ ...OFFER, tiers: TIERS.slice(0, 2), goalQuantity: 1 }]);
    expect(found.map(({ path, message }) => `${path} ${message.code}`)).toEqual([
      'offers.0.tiers offer.one_price',
      'offers.0.goalQuantity offer.no_goal',
    ]);
    expect(checkOffers('sale', [{ ...OFFER, tiers: TIERS.slice(0, 1), goalQuantity: null }])).toEqual([]);
    expect(USUAL_LIMIT).toBe(10);
  });

  it.each<[string, Partial<typeof DRAFT>, string[]]>([
    ['opens now', { opensAt: hours(0) }, []],
    ['opened already', { opensAt: hours(-1) }, ['opensAt promotion.opens_now']],
    ['closes now', { opensAt: hours(-1), closesAt: hours(0) }, ['closesAt promotion.closes_past']],
    [
      'closes in a moment',
      { opensAt: hours(-1), closesAt: new Date(NOW.getTime() + 1) },
      ['opensAt promotion.opens_now', 'closesAt promotion.short'],
    ],
    ['is open for an hour', { closesAt: hours(2) }, []],
    ['is open for no time', { closesAt: hours(1) }, []],
    ['is open for thirty days', { closesAt: hours(721) }, []],
    ['is open for longer', { closesAt: new Date(hours(721).getTime() + 1) }, ['closesAt promotion.long']],
    [
      'opened long ago and closes in half an hour',
      { opensAt: hours(-99), closesAt: hours(0.5) },
      ['opensAt promotion.opens_now', 'closesAt promotion.short'],
    ],
    ['is shown to one university', { reachesAll: false, universityIds: [1] as never[] }, []],
    ['is shown to none', { reachesAll: false }, ['universityIds promotion.no_university']],
    ['has no offer', { offers: [] }, ['offers promotion.no_offer']],
  ])('a promotion that %s', (_, draft, expected) => {
    const { errors, warnings } = find(draft);
    expect([...errors, ...warnings].map(({ path, message }) => `${path} ${message.code}`)).toEqual(expected);
    for (const { message } of warnings) if (message.code === 'promotion.long') expect(message.values).toEqual({ days: 30 });
  });

  it.each<[string, object, Partial<ProductFacts>, string[]]>([
    ['no stock', {}, { available: 0 }, ['productId ' + told('offer.no_stock', { name: '이어폰' })]],
    ['as much stock as goal, tier and cap', { goalQuantity: 30, capQuantity: 30 }, { available: 30 }, []],
    [
      'less stock than goal, tier and cap',
      { goalQuantity: 30, capQuantity: 31 },
      { available: 29 },
      [
        'goalQuantity ' + told('offer.goal_out_of_stock', { name: '이어폰', available: 29, goal: 30 }),
        'tiers ' + told('offer.tier_out_of_stock', { name: '이어폰', available: 29, from: 30 }),
        'capQuantity ' + told('offer.cap_out_of_stock', { name: '이어폰', available: 29, cap: 31 }),
      ],
    ],
    ['stock, and neither goal nor cap', { goalQuantity: null, capQuantity: null }, {}, []],
    ['a price one won below the shops’', {}, { listPrice: 150_001 }, []],
    [
      'the shops’ price',
      {},
      { listPrice: 150_000 },
      ['tiers ' + told('offer.dear', { name: '이어폰', price: 150_000, listPrice: 150_000 })],
    ],
    [
      'an odd price',
      { tiers: [TIERS[0], { fromQuantity: 10, unitPrice: 140_050 }] },
      {},
      ['tiers ' + told('offer.named', { name: '이어폰', message: told('offer.uneven', { price: 140_050, round: 100 }) })],
    ],
    ['a limit below goal and cap', { goalQuantity: 5, capQuantity: 50, perCustomerLimit: 4 }, {}, []],
    [
      'a limit at goal and cap',
      { goalQuantity: 30, capQuantity: 30, perCustomerLimit: 30 },
      {},
      [
        'perCustomerLimit ' + told('offer.named', { name: '이어폰', message: told('offer.goal_alone', { limit: 30 }) }),
        'perCustomerLimit ' + told('offer.named', { name: '이어폰', message: told('offer.cap_alone', { limit: 30 }) }),
      ],
    ],
    ['no picture', {}, { pictures: 0 }, ['productId ' + told('offer.no_picture', { name: '이어폰' })]],
  ])('%s is warned of as it is', (_, given, product, expected) => {
    const { errors, warnings } = find({ offers: [{ ...OFFER, ...given }] }, product);
    expect([errors, warnings.map(({ path, message }) => `${path.replace('offers.0.', '')} ${sentence(message)}`)]).toEqual([[], expected]);
  });

  it('a tier beyond the cap says which and how far', () => {
    const [found] = offer({ capQuantity: 29 }).errors;
    expect(found && sentence(found.message)).toBe(
      told('offer.named', { name: '이어폰', message: told('offer.beyond_cap', { cap: 29, from: 30 }) }),
    );
  });

  it('the eleventh offer names its product too, and one variant on sale is enough', () => {
    const offers = [...Array.from({ length: 10 }, () => OFFER), { ...OFFER, perCustomerLimit: 0 }];
    const { errors } = find({ offers }, { activeVariants: 1 });
    expect(errors.map(({ path, message }) => `${path} ${message.code}`)).toEqual(['offers.10.perCustomerLimit offer.named']);
  });

  it('each offer is judged by its own product, and one that nobody knows has no variant', () => {
    const offers = [OFFER, { ...OFFER, productId: 2, perCustomerLimit: 0 }, { ...OFFER, productId: 3 }];
    const products = new Map([
      [1, PRODUCT],
      [2, { ...PRODUCT, name: '가방', archived: true, activeVariants: 0 }],
    ]);
    const overlap = { productId: 2, productName: '가방', promotionTitle: '먼저', universities: 'all' as const };
    const { errors, overlaps, warnings } = publishFindings({ ...DRAFT, offers }, { products, overlaps: [overlap] }, NOW);
    expect(errors.map(({ path, message }) => `${path} ${sentence(message)}`)).toEqual([
      `offers.1.perCustomerLimit ${told('offer.named', { name: '가방', message: told('offer.limit') })}`,
      `offers.1.productId ${told('offer.archived', { name: '가방' })}`,
      `offers.2.productId ${told('offer.no_variant', { name: '' })}`,
    ]);
    expect(overlaps.map(({ path }) => path)).toEqual(['offers.1.productId']);
    expect(warnings).toEqual([]);
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

describe('an offer', () => {
  it('earns at each tier, at its goal, at its cap and with its last unit, in their order', () => {
    const rows = revenueRows({ ...OFFER, goalQuantity: 15 }, 40).map(({ at, units, price, revenue, reachable }) => [
      at,
      units,
      price,
      revenue,
      reachable,
    ]);
    expect(rows).toEqual([
      ['tier', 1, 150_000, 0, true],
      ['tier', 10, 140_000, 0, true],
      ['goal', 15, 140_000, 2_100_000, true],
      ['tier', 30, 120_000, 3_600_000, true],
      ['stock', 40, 120_000, 4_800_000, true],
      ['cap', 50, 120_000, 6_000_000, false],
    ]);
    expect(revenueRows({ ...OFFER, goalQuantity: null, capQuantity: null }, 5).map(({ at }) => at)).toEqual([
      'tier',
      'stock',
      'tier',
      'tier',
    ]);
  });

  it('costs nobody a price under its goal, and from it on what its tier says', () => {
    const at = (sold: number, goalQuantity: number | null = 10) => standingOf({ tiers: TIERS, goalQuantity }, sold);
    expect(at(0)).toEqual({ tier: 0, priceNow: null, next: { units: 10, price: 140_000 } });
    expect(at(9)).toEqual({ tier: 0, priceNow: null, next: { units: 1, price: 140_000 } });
    expect(at(10)).toEqual({ tier: 1, priceNow: 140_000, next: { units: 20, price: 120_000 } });
    expect(at(30)).toEqual({ tier: 2, priceNow: 120_000, next: null });
    expect(at(0, null)).toMatchObject({ tier: 0, priceNow: 150_000, next: { units: 10 } });
  });

  it('has at least one tier, and is charged by its first', () => {
    expect(chargedPrice(TIERS)).toBe(150_000);
    expect(() => chargedPrice([])).toThrow('at least one tier');
    expect(() => priceAt([], 1)).toThrow('at least one tier');
    expect(checkTiers([{ fromQuantity: 1, unitPrice: 1 }])).toEqual({ ok: true });
    expect(standingOf({ tiers: [{ fromQuantity: 2, unitPrice: 10 }], goalQuantity: null }, 0)).toMatchObject({ tier: 0, next: null });
  });
});

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
