import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { University } from '../catalog/university.entity.js';
import type { PlacedOrderAnswer } from '../contract/index.js';
import type { Answer, Client } from '../testing/client.js';
import { countQueries, type QueryCount } from '../testing/count-queries.js';
import { aPromotion, aStudent, aUniversity, RECIPIENT } from '../testing/fixtures.js';
import { customerRoutes } from '../testing/routes-of.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { Order } from '../orders/order.entity.js';
import { Promotion } from './promotion.entity.js';
import { PromotionUniversity } from './promotion-university.entity.js';

/** Something that a student may or may not see, or the same that does not exist. */
interface Target {
  promotion: string;
  product: string;
  offerId: number;
  variantId: number;
  /** An order of it, somebody else's. */
  order: string;
}

// Another number each time: of one number, only so many receipts may be tried in a minute.
const nowhere = (): Target => ({
  promotion: 'no-such',
  product: 'no-such',
  offerId: 2_000_000_000,
  variantId: 1,
  order: randomUUID().slice(0, 25),
});
const receiptId = 'a'.repeat(24);

/** How each route is asked about a target; those that are blind take none, and must not speak of one. */
type Probe = (client: Client, target: Target) => Promise<Answer<Told>>;
interface Told {
  code?: string;
}
const ofPromotion: Record<string, Probe> = {
  'GET /api/customer/promotions/:slug': (client, { promotion }) => client.get(`/api/customer/promotions/${promotion}`),
  'GET /api/customer/products/:slug': (client, { product }) => client.get(`/api/customer/products/${product}`),
  'POST /api/customer/orders': (client, { offerId, variantId }) =>
    client.post('/api/customer/orders', order(offerId, variantId), { 'Idempotency-Key': randomUUID() }),
};
const ofOrder: Record<string, Probe> = {
  'GET /api/customer/orders/:number': (client, { order: number }) => client.get(`/api/customer/orders/${number}`),
  'POST /api/customer/orders/:number/payment': (client, { order: number }) =>
    client.post(`/api/customer/orders/${number}/payment`, { receiptId }),
  'POST /api/customer/orders/:number/cancellation': (client, { order: number }) =>
    client.post(`/api/customer/orders/${number}/cancellation`, { reason: '그냥' }),
  'POST /api/customer/orders/:number/return': (client, { order: number }) =>
    client.post(`/api/customer/orders/${number}/return`, { reason: '그냥', kind: 'defect' }),
  'PUT /api/customer/orders/:number/recipient': (client, { order: number }) =>
    client.send('PUT', `/api/customer/orders/${number}/recipient`, RECIPIENT),
  'PUT /api/customer/orders/:number/refund-account': (client, { order: number }) =>
    client.send('PUT', `/api/customer/orders/${number}/refund-account`, { bank: '국민은행', number: '123-45-678901', holder: '김새벽' }),
};
const blind: Record<string, (client: Client) => Promise<Answer>> = {
  'GET /api/customer/promotions': (client) => client.get('/api/customer/promotions'),
  'GET /api/customer/orders/history': (client) => client.get('/api/customer/orders/history'),
  'GET /api/orders/history': (client) => client.get('/api/orders/history'),
  'GET /api/customer/me': (client) => client.get('/api/customer/me'),
  'GET /api/customer/universities': (client) => client.get('/api/customer/universities'),
};
/** They change an account or a session, and know no promotion at all. */
const OF_ACCOUNTS = [
  'POST /api/customer/sign-up',
  'POST /api/customer/session',
  'PUT /api/customer/session',
  'DELETE /api/customer/session',
  'GET /api/customer/sessions',
  'DELETE /api/customer/sessions',
  'DELETE /api/customer/sessions/:id',
  'PATCH /api/customer/me',
  'DELETE /api/customer/me',
  'PUT /api/customer/me/password',
  'PUT /api/customer/me/address',
  'POST /api/customer/phone-verification',
  'PUT /api/customer/phone-verification',
  'POST /api/customer/password-reset',
  'PUT /api/customer/password-reset',
];

const order = (offerId: number, variantId: number) => ({
  lines: [{ offerId, variantId, quantity: 1, unitPrice: 1_290_000 }],
  recipient: RECIPIENT,
});

const HOUR = 3_600_000;
const STATES = {
  draft: { change: { state: 'draft' }, shown: false },
  scheduled: { change: { opensIn: 1 }, shown: true },
  open: { change: {}, shown: true },
  closed: { change: { closesIn: -1 }, shown: true },
  settled: { change: { state: 'settled', closesIn: -1 }, shown: true },
  failed: { change: { state: 'failed', closesIn: -1 }, shown: true },
  cancelled: { change: { state: 'cancelled' }, shown: false },
} as const satisfies Record<string, { change: { state?: Promotion['state']; opensIn?: number; closesIn?: number }; shown: boolean }>;
const UNIVERSITIES = ['first', 'second', 'third'] as const;
/** By which universities it reaches; the first's student has ordered of it before its state changed. */
const REACH = { 'the first': [0], 'the first and the second': [0, 1], everyone: [0, 1, 2] } as const;

const MATRIX = Object.keys(STATES).flatMap((state) =>
  Object.keys(REACH).map((reach) => ({ state: state as keyof typeof STATES, reach: reach as keyof typeof REACH })),
);

let shop: TestShop;
let universities: University[];
/** One of each university, and the one whose orders are not theirs. */
let students: Client[];
let buyer: Client;
let queries: QueryCount;
beforeAll(async () => {
  shop = await startShop();
  let at = Date.parse('2026-11-22T03:00:00.000Z');
  shop.ctx.clock = { now: () => new Date(at) };
  shop.clock.pass = (ms) => void (at += ms);
  shop.clock.now = () => new Date(at);
  universities = [await aUniversity(), await aUniversity(), await aUniversity()];
  students = [];
  for (const university of universities) students.push(await aStudent(shop, university));
  buyer = await aStudent(shop, universities[0] as University);
  queries = countQueries(shop.ctx.db);
});
afterAll(async () => {
  queries.stop();
  await shop.stop();
});

async function made(state: keyof typeof STATES, reach: keyof typeof REACH): Promise<Target> {
  const sale = await aPromotion(shop, { universities: [universities[0] as University] });
  const { id } = sale.promotion;
  const [variantId = 0, offerId] = [sale.variants[0]?.id, sale.offer.id];
  const key = { 'Idempotency-Key': randomUUID() };
  // Those of the promotions before are looked at no more; three may wait to be paid at a time.
  await Order.update({ state: 'pending' }, { state: 'cancelled', endedByShop: true, holdDevice: null });
  const placed = await buyer.post<PlacedOrderAnswer>('/api/customer/orders', order(offerId, variantId), key);
  const change: { state?: Promotion['state']; opensIn?: number; closesIn?: number } = STATES[state].change;
  const hoursFromNow = (hours: number) => new Date(shop.clock.now().getTime() + hours * HOUR);
  const opensAt = hoursFromNow(change.opensIn ?? -9);
  const closesAt = hoursFromNow(change.closesIn ?? 48);
  await Promotion.update({ id }, { state: change.state ?? 'published', reachesAll: reach === 'everyone', opensAt, closesAt });
  await PromotionUniversity.delete({ promotionId: id });
  if (reach !== 'everyone')
    for (const index of REACH[reach]) await PromotionUniversity.insert({ promotionId: id, universityId: universities[index]?.id ?? 0 });
  shop.clock.pass(2_000); // past what an instance keeps of a list
  return { promotion: sale.promotion.slug, product: sale.product.slug, offerId, variantId, order: placed.body.order.number };
}

/** An answer, and what was asked of the database for it. */
async function told(ask: () => Promise<Answer<Told>>) {
  queries.take();
  const { status, headers, text, body } = await ask();
  const told_ = Object.fromEntries([...headers].filter(([name]) => name !== 'date' && name !== 'x-request-id'));
  return { status, code: body.code, headers: told_, text, asked: queries.take() };
}

it('every route of the customer API is in this matrix', () => {
  const known = [...Object.keys(ofPromotion), ...Object.keys(ofOrder), ...Object.keys(blind), ...OF_ACCOUNTS];
  const promised = 'GET /api/orders/history';
  expect(known.filter((route) => route !== promised).toSorted()).toEqual(customerRoutes(shop.ctx).toSorted());
});

describe.each(MATRIX)('a promotion that is $state and reaches $reach', ({ state, reach }) => {
  let target: Target;
  beforeAll(async () => {
    target = await made(state, reach);
  });

  describe.each(UNIVERSITIES.map((name, index) => ({ name, index })))('to a student of the $name university', ({ index }) => {
    const sees = STATES[state].shown && (REACH[reach] as readonly number[]).includes(index);
    const student = () => students[index] as Client;
    const asProbe = (probe: Probe, at: Target) => () => probe(student(), at);

    it.each(Object.entries(ofPromotion))(`${sees ? 'is there' : 'does not exist'} at %s`, async (_route, probe) => {
      // What an instance keeps is read by this: both are then asked alike.
      await student().get('/api/customer/promotions');
      const answer = await told(asProbe(probe, target));
      if (sees) return expect([200, 201, 409]).toContain(answer.status);
      const nothing = await told(asProbe(probe, nowhere()));
      expect([answer.status, answer.code]).toEqual([404, 'not_found']);
      expect(answer.asked.length).toBeGreaterThan(0);
      expect(answer).toEqual(nothing);
    });

    it.each(Object.entries(ofOrder))('has no orders but one’s own at %s', async (_route, probe) => {
      const answer = await told(asProbe(probe, target));
      const nothing = await told(asProbe(probe, nowhere()));
      expect([answer.status, answer.code]).toEqual([404, 'not_found']);
      expect(answer).toEqual(nothing);
    });

    it.each(Object.entries(blind))(`${sees ? 'may be' : 'is not'} spoken of at %s`, async (route, ask) => {
      const { status, text } = await ask(student());
      expect(status).toBe(200);
      const spoken = [target.promotion, target.product, target.order].filter((word) => text.includes(word));
      // Who saw it open has ordered of it above.
      const own = state === 'open' && route.endsWith('/orders/history');
      const speaks = sees && (own || route === 'GET /api/customer/promotions');
      expect(spoken).toEqual(speaks ? [target.promotion, target.product] : []);
    });
  });

  it('is seen by who has ordered of it, through their order', async () => {
    const answer = await buyer.get<{ order: { promotion: { slug: string } } }>(`/api/customer/orders/${target.order}`);
    expect([answer.status, answer.body.order.promotion.slug]).toEqual([200, target.promotion]);
  });
});
