import { describe, expect, it } from 'vitest';
import { type Carrier, trackingFault } from '../../backend/src/orders/rules/tracking-number.js';
import { normalisePhone } from '../../backend/src/kernel/rules/phone.js';
import { cleanLines, textProblem } from '../../backend/src/kernel/rules/typed-text.js';
import { sceneKey } from '../draw-images.js';
import { countsAsSold, planOrders, reaches } from './orders.js';
import { buyers, customers, staff, students } from './people.js';
import { products } from './products.js';
import { promotions } from './promotions.js';
import type { SeedOrderState } from './types.js';
import { universities } from './universities.js';

const orders = planOrders();
const variants = products.flatMap((product) => product.variants);
const unique = (list: readonly unknown[]) => new Set(list).size === list.length;
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

describe('universities', () => {
  it('are at least sixty, each once, with names and plausible mail domains', () => {
    expect(universities.length).toBeGreaterThanOrEqual(60);
    expect(unique(universities.map(({ slug }) => slug))).toBe(true);
    expect(unique(universities.map(({ name }) => name))).toBe(true);
    for (const { slug, name, nameEn, mailDomains } of universities) {
      expect(slug).toMatch(SLUG);
      expect(name, slug).toMatch(/[가-힣]/);
      expect(nameEn, slug).toMatch(/^[A-Za-z0-9 ,.'’()-]+$/);
      for (const domain of mailDomains) expect(domain, slug).toMatch(/^([a-z0-9-]+\.)+(ac\.kr|edu|kr|net)$/);
    }
  });
});

describe('products', () => {
  it('are at least thirty in every category, each slug and sku once', () => {
    expect(products.length).toBeGreaterThanOrEqual(30);
    expect(unique(products.map(({ slug }) => slug))).toBe(true);
    expect(unique(variants.map(({ sku }) => sku))).toBe(true);
    expect(new Set(products.map(({ category }) => category)).size).toBe(7);
    for (const { slug } of products) expect(slug).toMatch(SLUG);
  });

  it.each(products)('$slug has variants that match its axes, and fits its columns', (product) => {
    const axes = new Map(product.options.map(({ name, values }) => [name, values]));
    expect(product.variants.length).toBeGreaterThan(0);
    for (const { options, surcharge, onHand, sku } of product.variants) {
      expect(Object.keys(options)).toEqual([...axes.keys()]);
      for (const [name, value] of Object.entries(options)) expect(axes.get(name)).toContain(value);
      expect(surcharge).toBeGreaterThanOrEqual(0);
      expect(onHand).toBeGreaterThanOrEqual(0);
      expect(sku.length).toBeLessThanOrEqual(60);
    }
    expect(unique(product.variants.map(({ options }) => JSON.stringify(options)))).toBe(true);
    expect(product.listPrice).toBeGreaterThanOrEqual(10_000);
    expect(product.listPrice).toBeLessThan(5_000_000);
    expect(product.description.match(/요[.!]/g)?.length).toBeGreaterThanOrEqual(2);
    expect(product.specifications.length).toBeGreaterThanOrEqual(3);
    expect(product.pictures.length).toBeGreaterThanOrEqual(1);
    expect(product.pictures.length).toBeLessThanOrEqual(3);
    for (const { alt } of product.pictures) expect(alt.length).toBeLessThanOrEqual(200);
  });

  it('look different: no two show the same picture first', () => {
    expect(unique(products.map(({ pictures: [face] }) => face && sceneKey(face.scene, face.tint)))).toBe(true);
  });

  it('include one without options, one with a combination that does not exist, and a variant that is sold out', () => {
    const combinations = (product: (typeof products)[number]) => product.options.reduce((count, { values }) => count * values.length, 1);
    expect(products.some(({ options, variants: own }) => options.length === 0 && own.length === 1)).toBe(true);
    expect(products.some((product) => product.options.length === 2 && product.variants.length < combinations(product))).toBe(true);
    expect(variants.some(({ onHand }) => onHand === 0)).toBe(true);
  });
});

describe('promotions', () => {
  const offers = promotions.flatMap((promotion) => promotion.offers.map((offer) => ({ ...offer, promotion, kind: promotion.kind })));

  it('are in every state, each slug once, for universities we have', () => {
    expect(unique(promotions.map(({ slug }) => slug))).toBe(true);
    expect(new Set(promotions.map(({ state }) => state))).toEqual(
      new Set(['draft', 'scheduled', 'open', 'settled', 'failed', 'cancelled']),
    );
    const known = universities.map(({ slug }) => slug);
    for (const { universities: reached } of promotions) if (reached !== 'all') expect(known).toEqual(expect.arrayContaining(reached));
  });

  it('have times that agree with their state', () => {
    for (const { slug, state, opensInHours, closesInHours } of promotions) {
      expect(closesInHours, slug).toBeGreaterThan(opensInHours);
      if (state === 'open') expect(opensInHours < 0 && closesInHours > 0, slug).toBe(true);
      if (state === 'scheduled') expect(opensInHours, slug).toBeGreaterThan(0);
      if (state === 'settled' || state === 'failed') expect(closesInHours, slug).toBeLessThan(0);
    }
  });

  it.each(offers)(
    'the offer of $product in $promotion.slug has a staircase below the list price',
    ({ product, tiers, kind, ...bounds }) => {
      const listPrice = products.find(({ slug }) => slug === product)?.listPrice ?? 0;
      expect(tiers[0]?.fromQuantity).toBe(1);
      expect(tiers[0]?.unitPrice).toBeLessThan(listPrice);
      expect(tiers.at(-1)?.unitPrice).toBeGreaterThan(listPrice * 0.6);
      for (const [index, tier] of tiers.entries()) {
        const next = tiers[index + 1];
        if (!next) continue;
        expect(next.fromQuantity).toBeGreaterThan(tier.fromQuantity);
        expect(next.unitPrice).toBeLessThan(tier.unitPrice);
      }
      if (kind === 'sale') expect([tiers.length, bounds.goalQuantity]).toEqual([1, null]);
      else expect(tiers.length).toBeGreaterThanOrEqual(3);
      if (bounds.capQuantity !== null)
        expect(bounds.capQuantity).toBeGreaterThanOrEqual(Math.max(bounds.sold, tiers.at(-1)?.fromQuantity ?? 0));
      expect(bounds.perCustomerLimit).toBeGreaterThanOrEqual(1);
    },
  );

  it('settled ones have an offer that reached its goal, failed ones none', () => {
    const reached = ({ goalQuantity, sold }: (typeof offers)[number]) => goalQuantity === null || sold >= goalQuantity;
    for (const { slug, state } of promotions) {
      const own = offers.filter(({ promotion }) => promotion.slug === slug);
      if (state === 'settled') expect(own.some(reached), slug).toBe(true);
      if (state === 'failed') expect(own.some(reached), slug).toBe(false);
    }
  });

  it('never offer one product twice to one university while both live', () => {
    const live = offers.filter(({ promotion }) => promotion.state === 'scheduled' || promotion.state === 'open');
    for (const { slug } of universities) {
      const seen = live.filter(({ promotion }) => reaches(promotion, slug)).map(({ product }) => product);
      expect(unique(seen), slug).toBe(true);
    }
  });

  it('offer one product at different prices to different universities', () => {
    const prices = (slug: string) =>
      new Set(
        offers.filter(({ product, promotion }) => product === slug && promotion.state === 'open').map(({ tiers }) => tiers[0]?.unitPrice),
      );
    expect(prices('lg-gram-15-2025').size).toBe(2);
  });

  it.each([...new Set(students.map(({ university }) => university))])(
    'at %s four or more are open for another day, one is near its next tier, one ends soon',
    (university) => {
      const seen = promotions.filter((promotion) => promotion.state === 'open' && reaches(promotion, university));
      expect(seen.filter(({ closesInHours }) => closesInHours > 24).length).toBeGreaterThanOrEqual(4);
      expect(seen.some(({ closesInHours }) => closesInHours <= 24)).toBe(true);
      const gaps = seen.flatMap(({ offers: own }) => own.flatMap(({ tiers, sold }) => tiers.map((tier) => tier.fromQuantity - sold)));
      expect(gaps.some((gap) => gap > 0 && gap <= 3)).toBe(true);
    },
  );
});

describe('every text', () => {
  it('is one that a person could have typed, as the shop keeps it', () => {
    const texts = textsIn([universities, products, promotions, customers, staff, orders]);
    expect(texts.length).toBeGreaterThan(1_000);
    for (const text of texts) {
      expect(textProblem(text, { most: 20_000, optional: true, lines: true }), text).toBeUndefined();
      expect(cleanLines(text)).toBe(text);
    }
    for (const { phone } of customers) expect(normalisePhone(phone)).toBe(phone);
  });
});

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, child]) => [key, ...textsIn(child)]) : [];
}

describe('people', () => {
  it('are twenty students of at least five universities, buyers, and one of staff in each role', () => {
    expect(students.map(({ email }) => email)).toEqual(Array.from({ length: 20 }, (_, index) => `student${index + 1}@mngshop.test`));
    expect(new Set(students.map(({ university }) => university)).size).toBeGreaterThanOrEqual(5);
    expect(buyers.length).toBeGreaterThanOrEqual(60);
    expect(staff.map(({ role }) => role)).toEqual(['owner', 'manager', 'fulfilment', 'support', 'viewer']);
  });

  it('have an address, a phone and a mail address of their own', () => {
    expect(unique(customers.map(({ email }) => email))).toBe(true);
    expect(unique(customers.map(({ phone }) => phone))).toBe(true);
    for (const { phone, address, name, consents, university } of customers) {
      expect(phone).toMatch(/^01[016789]\d{7,8}$/);
      expect(address.postcode).toMatch(/^\d{5}$/);
      expect(name).toMatch(/^[가-힣]{3}$/);
      expect(consents.nightSms && !consents.marketingSms).toBe(false);
      expect(universities.map(({ slug }) => slug)).toContain(university);
    }
  });
});

describe('orders', () => {
  const STATES: SeedOrderState[] = [
    'pending',
    'paid',
    'preparing',
    'shipped',
    'delivered',
    'completed',
    'expired',
    'cancelled',
    'return_requested',
    'returned',
  ];
  const linesOf = (promotion: string, product: string) =>
    orders
      .filter((order) => order.promotion === promotion)
      .flatMap((order) => order.lines.filter((line) => line.product === product).map((line) => ({ ...line, order })));

  it('end in every state, and are the same on every run', () => {
    expect(new Set(orders.map(({ state }) => state))).toEqual(new Set(STATES));
    expect(planOrders()).toEqual(orders);
  });

  it('reach exactly what each offer is to have sold, within cap and limits', () => {
    for (const promotion of promotions) {
      for (const offer of promotion.offers) {
        const lines = linesOf(promotion.slug, offer.product);
        const name = `${promotion.slug} ${offer.product}`;
        const units = (list: typeof lines) => list.reduce((sum, { quantity }) => sum + quantity, 0);
        expect(units(lines.filter(({ order }) => countsAsSold(order))), name).toBe(offer.sold);
        const held = lines.filter(({ order }) => countsAsSold(order) || order.state === 'pending');
        if (offer.capQuantity !== null) expect(units(held), name).toBeLessThanOrEqual(offer.capQuantity);
        for (const mine of Map.groupBy(held, ({ order }) => order.customer).values()) {
          expect(units(mine), name).toBeLessThanOrEqual(offer.perCustomerLimit);
        }
      }
    }
  });

  it('are of variants that exist and that the warehouse has', () => {
    const wanted = new Map<string, number>();
    for (const { sku, product, quantity } of orders.flatMap(({ lines }) => lines)) {
      expect(products.find(({ slug }) => slug === product)?.variants.map((variant) => variant.sku)).toContain(sku);
      wanted.set(sku, (wanted.get(sku) ?? 0) + quantity);
    }
    for (const { sku, onHand } of variants) expect(wanted.get(sku) ?? 0, sku).toBeLessThanOrEqual(onHand);
  });

  it('are placed by people it reaches, while it is open, after they joined', () => {
    for (const order of orders) {
      const promotion = promotions.find(({ slug }) => slug === order.promotion);
      const customer = customers.find(({ email }) => email === order.customer);
      if (!promotion || !customer) throw new Error(`An order of ${order.promotion} by ${order.customer}.`);
      expect(reaches(promotion, customer.university), `${order.customer} ${order.promotion}`).toBe(true);
      expect(order.times.placed).toBeGreaterThan(Math.max(promotion.opensInHours, customer.joinedInHours));
      expect(order.times.paid ?? order.times.placed).toBeLessThan(promotion.cancelled?.inHours ?? promotion.closesInHours);
    }
  });

  it('take their steps one after the other, in the past, and are where the jobs would have brought them', () => {
    for (const { times, state, ...order } of orders) {
      const inTurn = Object.values(times);
      expect(inTurn, JSON.stringify(order)).toEqual(inTurn.toSorted((a, b) => a - b));
      expect(inTurn.at(-1)).toBeLessThanOrEqual(0);
      if (state === 'pending') expect(times.placed).toBeGreaterThan(-0.25);
      if (state === 'shipped') expect(times.shipped).toBeGreaterThan(-120);
      if (state === 'delivered') expect(times.delivered).toBeGreaterThan(-166);
      if (times.returnRequested) expect(times.returnRequested - (times.delivered ?? 0)).toBeLessThan(168);
      expect(Boolean(order.shipment)).toBe(times.shipped !== undefined);
      if (order.shipment) expect(trackingFault(order.shipment.carrier as Carrier, order.shipment.trackingNumber)).toBeNull();
      expect(Boolean(order.cancelledBy)).toBe(state === 'cancelled');
      expect(Boolean(order.returnRequest)).toBe(state === 'return_requested' || state === 'returned');
    }
  });

  it('of a group buy are prepared only after it closed', () => {
    for (const { times, promotion } of orders) {
      const { kind, closesInHours } = promotions.find(({ slug }) => slug === promotion) ?? {};
      if (kind === 'group_buy' && times.preparing !== undefined) expect(times.preparing).toBeGreaterThan(closesInHours ?? 0);
    }
  });

  it('never keep one customer waiting on two payments in one promotion', () => {
    for (const mine of Map.groupBy(orders, ({ customer, promotion }) => `${customer} ${promotion}`).values()) {
      for (const [index, { times }] of mine.entries()) {
        const next = mine[index + 1];
        if (next) expect(times.paid ?? times.expired ?? 0).toBeLessThan(next.times.placed);
      }
    }
  });
});
