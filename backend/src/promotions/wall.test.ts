import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { University } from '../catalog/university.entity.js';
import { Variant } from '../catalog/variant.entity.js';
import { VariantStock } from '../holds/variant-stock.entity.js';
import {
  HistoryAnswer,
  type OrderDetailAnswer,
  type PlacedOrderAnswer,
  ProductAnswer,
  PromotionAnswer,
  PromotionsAnswer,
  UniversitiesAnswer,
} from '../contract/index.js';
import { Customer } from '../customers/customer.entity.js';
import { Client as Browser, type Client } from '../testing/client.js';
import { aPromotion, aStudent, aUniversity, RECIPIENT, type SaleSetting } from '../testing/fixtures.js';
import { countQueries } from '../testing/count-queries.js';
import { rawRequest } from '../testing/raw-request.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { Offer } from './offer.entity.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { Promotion } from './promotion.entity.js';

let shop: TestShop;
let mine: University;
let theirs: University;
let student: Awaited<ReturnType<typeof aStudent>>;
let stranger: Awaited<ReturnType<typeof aStudent>>;
beforeAll(async () => {
  shop = await startShop();
  [mine, theirs] = [await aUniversity(), await aUniversity()];
  [student, stranger] = [await aStudent(shop, mine), await aStudent(shop, theirs)];
});
afterAll(() => shop.stop());

type Sale = Awaited<ReturnType<typeof aPromotion>>;
type Told = { code: string; detail: string };
let press = 0;
const line = ({ offer, variants }: Sale, change: object = {}) => ({
  offerId: offer.id,
  variantId: variants[0]?.id,
  quantity: 1,
  unitPrice: 1_290_000,
  ...change,
});
const place = (client: Client, lines: object[]) =>
  client.post<PlacedOrderAnswer & Told>(
    '/api/customer/orders',
    { lines, recipient: RECIPIENT },
    { 'Idempotency-Key': `wall-press-${++press}` },
  );
const showPromotion = (client: Client, slug: string) => client.get<PromotionAnswerBody>(`/api/customer/promotions/${slug}`);
const showProduct = (client: Client, slug: string) => client.get<ProductAnswerBody>(`/api/customer/products/${slug}`);
const list = (client: Client) => client.get<PromotionsAnswerBody>('/api/customer/promotions');
type PromotionAnswerBody = PromotionAnswer & Told;
type ProductAnswerBody = ProductAnswer & Told;
type PromotionsAnswerBody = PromotionsAnswer & Told;

const STATES = {
  draft: { setting: { state: 'draft' }, shown: null },
  scheduled: { setting: { opensIn: 1 }, shown: 'scheduled' },
  open: { setting: {}, shown: 'open' },
  closed: { setting: { opensIn: -3, closesIn: -1 }, shown: 'closed' },
  settled: { setting: { state: 'settled', opensIn: -3, closesIn: -1 }, shown: 'settled' },
  failed: { setting: { state: 'failed', opensIn: -3, closesIn: -1 }, shown: 'failed' },
  cancelled: { setting: { state: 'cancelled' }, shown: null },
} as const satisfies Record<string, { setting: SaleSetting; shown: string | null }>;

const REACH = {
  'its own university': { universities: () => [mine], reached: true },
  'two universities': { universities: () => [mine, theirs], reached: true },
  'every university': { universities: () => undefined, reached: true },
  'another university': { universities: () => [theirs], reached: false },
  'no university': { universities: () => [], reached: false },
} as const;

const MATRIX = Object.entries(STATES).flatMap(([state, { setting, shown }]) =>
  Object.entries(REACH).map(([whom, { universities, reached }]) => ({ state, whom, setting, universities, shown: reached ? shown : null })),
);

const sale = (setting: SaleSetting, universities: University[] | undefined) =>
  aPromotion(shop, universities === undefined ? setting : { ...setting, universities });

/** What an answer says besides its time: compared byte for byte. */
const bytes = ({ status, headers, text }: { status: number; headers: Headers; text: string }) => {
  const told = Object.fromEntries([...headers].filter(([name]) => name !== 'date' && name !== 'x-request-id'));
  return { status, told, text };
};

describe.each(MATRIX)('a promotion that is $state and reaches $whom', ({ setting, universities, shown }) => {
  let it_: Sale;
  beforeAll(async () => {
    it_ = await sale(setting, universities());
  });

  if (shown === null) {
    it.each([
      ['page', () => showPromotion(student, it_.promotion.slug), () => showPromotion(student, 'no-such-promotion')],
      ['product', () => showProduct(student, it_.product.slug), () => showProduct(student, 'no-such-product')],
      ['order', () => place(student, [line(it_)]), () => place(student, [line(it_, { offerId: 2_000_000_000 })])],
      [
        'order at another price',
        () => place(student, [line(it_, { unitPrice: 1 })]),
        () => place(student, [line(it_, { offerId: 2_000_000_000 })]),
      ],
    ])(
      'answers for its %s what it answers for what does not exist: the same bytes after the same queries',
      async (_name, hidden, missing) => {
        const queries = countQueries(shop.ctx.db);
        const behind = await hidden();
        const asked = queries.take();
        const none = await missing();
        expect(asked.length).toBeGreaterThan(0);
        expect(queries.take()).toEqual(asked);
        queries.stop();
        expect([behind.status, behind.body.code]).toEqual([404, 'not_found']);
        expect(bytes(behind)).toEqual(bytes(none));
        expect(behind.headers.get('Content-Type')).toContain('application/problem+json');
      },
    );

    it('is in no list', async () => {
      expect((await list(student)).text).not.toContain(it_.promotion.slug);
      expect((await list(student)).text).not.toContain(it_.product.slug);
    });
    return;
  }

  it(`is shown as ${shown}, in the list, on its page and at its product`, async () => {
    const page = await showPromotion(student, it_.promotion.slug);
    expect(page.status).toBe(200);
    const { promotion } = PromotionAnswer.parse(page.body);
    expect(promotion).toMatchObject({ slug: it_.promotion.slug, state: shown });
    const { promotions } = PromotionsAnswer.parse((await list(student)).body);
    expect(promotions.filter(({ slug }) => slug === it_.promotion.slug)).toEqual([promotion]);
    const product = await showProduct(student, it_.product.slug);
    expect(product.status).toBe(200);
    expect(ProductAnswer.parse(product.body).product.offer.promotion).toMatchObject({ slug: it_.promotion.slug, state: shown });
  });

  it(`can be ordered from ${shown === 'open' ? 'now' : 'never'}`, async () => {
    const { status, body } = await place(student, [line(it_)]);
    expect([status, body.code]).toEqual(shown === 'open' ? [201, undefined] : [409, 'promotion_closed']);
  });
});

describe('the wall', () => {
  it('is 401 to a visitor, whether there is something behind it or not', async () => {
    const visitor = new Browser(shop.url);
    const open = await sale({}, undefined);
    const answers = [
      await list(visitor),
      await showPromotion(visitor, open.promotion.slug),
      await showPromotion(visitor, 'no-such-promotion'),
      await showProduct(visitor, open.product.slug),
      await showProduct(visitor, 'no-such-product'),
      await place(visitor, [line(open)]),
    ];
    for (const answer of answers) expect([answer.status, answer.body.code, answer.text]).toEqual([401, 'not_signed_in', answers[0]?.text]);
  });

  it('opens for a university that comes later where a promotion reaches all', async () => {
    const open = await sale({}, undefined);
    const freshman = await aStudent(shop, await aUniversity());
    expect((await showPromotion(freshman, open.promotion.slug)).status).toBe(200);
    expect((await list(freshman)).text).toContain(open.promotion.slug);
  });

  it('stands between lines of one order: a hidden one among them makes all of it 404', async () => {
    const [open, hidden] = [await sale({}, [mine]), await sale({}, [theirs])];
    const answer = await place(student, [line(open), line(hidden)]);
    const none = await place(student, [line(open), line(hidden, { offerId: 2_000_000_000 })]);
    expect([answer.status, answer.text]).toEqual([404, none.text]);
    expect(await OfferCounter.findOneByOrFail({ offerId: open.offer.id })).toMatchObject({ held: 0 });
  });

  it('does not let a visible offer carry a product of another one', async () => {
    const [open, hidden] = [await sale({}, [mine]), await sale({}, [theirs])];
    const answer = await place(student, [line(open, { variantId: hidden.variants[0]?.id })]);
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
  });

  it('shows each university its own price of one product that both are offered at once', async () => {
    const ours = await sale({ tiers: [{ fromQuantity: 1, unitPrice: 1_000_000 }] }, [mine]);
    const other = await sale({ tiers: [{ fromQuantity: 1, unitPrice: 900_000 }] }, [theirs]);
    await Offer.update({ id: other.offer.id }, { productId: ours.product.id });
    for (const [client, expected, price] of [
      [student, ours, 1_000_000],
      [stranger, other, 900_000],
    ] as const) {
      const { product } = (await showProduct(client, ours.product.slug)).body;
      expect(product.offer).toMatchObject({ id: expected.offer.id, price, promotion: { slug: expected.promotion.slug } });
      const { promotions } = (await list(client)).body;
      const offers = promotions.flatMap((promotion) => promotion.offers).filter((offer) => offer.product.slug === ours.product.slug);
      expect(offers.map(({ id, price: listed }) => ({ id, listed }))).toEqual([{ id: expected.offer.id, listed: price }]);
    }
    expect((await place(student, [line(ours, { offerId: other.offer.id, unitPrice: 900_000 })])).status).toBe(404);
    expect((await place(student, [line(ours, { unitPrice: 900_000 })])).body.code).toBe('price_changed');
    expect((await place(stranger, [line(ours, { offerId: other.offer.id, unitPrice: 900_000 })])).status).toBe(201);
  });

  it('shows the live offer of a product before those that are over', async () => {
    const over = await sale(STATES.settled.setting, [mine]);
    const live = await sale({ tiers: [{ fromQuantity: 1, unitPrice: 800_000 }] }, [mine]);
    await Offer.update({ id: live.offer.id }, { productId: over.product.id });
    expect((await showProduct(student, over.product.slug)).body.product.offer.id).toBe(live.offer.id);
    await Promotion.update({ id: live.promotion.id }, { state: 'cancelled' });
    expect((await showProduct(student, over.product.slug)).body.product.offer.id).toBe(over.offer.id);
  });

  it('leaves a cancelled promotion visible through one’s own order only', async () => {
    const open = await sale({}, [mine]);
    const student = await aStudent(shop, mine);
    const { number } = (await place(student, [line(open)])).body.order;
    await Promotion.update({ id: open.promotion.id }, { state: 'cancelled' });
    const detail = await student.get<OrderDetailAnswer>(`/api/customer/orders/${number}`);
    expect([detail.status, detail.body.order.promotion.slug]).toEqual([200, open.promotion.slug]);
    const history = HistoryAnswer.parse((await student.get('/api/customer/orders/history')).body);
    expect(history.orders.find((order) => order.number === number)?.promotion.slug).toBe(open.promotion.slug);
    expect((await showPromotion(student, open.promotion.slug)).status).toBe(404);
  });

  it('moves with the customer at once, and leaves them their orders', async () => {
    const mover = await aStudent(shop, mine);
    const [before, after] = [await sale({}, [mine]), await sale({}, [theirs])];
    const { number } = (await place(mover, [line(before)])).body.order;
    await Customer.update({ email: mover.email }, { universityId: theirs.id });
    expect((await showPromotion(mover, before.promotion.slug)).status).toBe(404);
    expect((await showPromotion(mover, after.promotion.slug)).status).toBe(200);
    expect((await mover.get(`/api/customer/orders/${number}`)).status).toBe(200);
    expect((await place(mover, [line(before)])).status).toBe(404);
  });

  it.each([
    ['a slug in another case', (slug: string) => slug.toUpperCase()],
    ['a slug with a space behind it', (slug: string) => `${slug}%20`],
    ['a slug with a wildcard', (slug: string) => `${slug.slice(0, -1)}%25`],
    ['a slug with a quote', (slug: string) => `${slug}%27%20OR%201=1--`],
    ['a slug cut by a null byte', (slug: string) => `${slug}%00`],
    ['a slug in Korean', () => encodeURIComponent('맥북')],
    ['a slug in emoji', () => encodeURIComponent('💻')],
  ])('is not passed by %s', async (_name, change) => {
    const open = await sale({}, [mine]);
    const answers = [await showPromotion(student, change(open.promotion.slug)), await showProduct(student, change(open.product.slug))];
    for (const answer of answers) expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
  });
});

describe('the numbers of an offer', () => {
  const offerOf = async (slug: string) => (await showPromotion(student, slug)).body.promotion.offers[0];

  it('are what is charged now, what it would be if it closed now, and what is left under the cap', async () => {
    const open = await sale({ cap: 30, goal: 15, limit: 4 }, [mine]);
    expect(await offerOf(open.promotion.slug)).toEqual({
      id: open.offer.id,
      product: { slug: open.product.slug, name: open.product.name, imageUrl: null },
      listPrice: 1_590_000,
      price: 1_290_000,
      currentPrice: 1_290_000,
      tiers: open.offer.tiers,
      soldQuantity: 0,
      goalQuantity: 15,
      capQuantity: 30,
      remaining: 30,
      perCustomerLimit: 4,
      finalPrice: null,
      outcome: null,
    });
    const sold = (quantity: number, held: number) => OfferCounter.update({ offerId: open.offer.id }, { sold: quantity, held });
    await sold(9, 9);
    expect(await offerOf(open.promotion.slug)).toMatchObject({ soldQuantity: 9, currentPrice: 1_290_000, remaining: 21 });
    await sold(10, 13);
    expect(await offerOf(open.promotion.slug)).toMatchObject({
      soldQuantity: 10,
      price: 1_290_000,
      currentPrice: 1_230_000,
      remaining: 17,
    });
    await sold(30, 30);
    expect(await offerOf(open.promotion.slug)).toMatchObject({ soldQuantity: 30, currentPrice: 1_190_000, remaining: 0 });
    await Offer.update({ id: open.offer.id }, { capQuantity: 20 });
    expect(await offerOf(open.promotion.slug)).toMatchObject({ remaining: 0 });
  });

  it('know no remainder without a cap', async () => {
    const open = await sale({}, [mine]);
    expect(await offerOf(open.promotion.slug)).toMatchObject({ capQuantity: null, remaining: null });
  });

  it('are frozen by settlement, whatever is cancelled afterwards', async () => {
    const over = await sale(STATES.settled.setting, [mine]);
    await Offer.update({ id: over.offer.id }, { finalQuantity: 12, finalPrice: 1_230_000, outcome: 'reached' });
    await OfferCounter.update({ offerId: over.offer.id }, { sold: 3, held: 3 });
    const frozen = { soldQuantity: 12, currentPrice: 1_230_000, finalPrice: 1_230_000, price: 1_290_000, outcome: 'reached' };
    expect(await offerOf(over.promotion.slug)).toMatchObject(frozen);
    expect((await showProduct(student, over.product.slug)).body.product.offer).toMatchObject(frozen);
  });

  it('count down for the one who buys and not for others, and come back with a cancel', async () => {
    const open = await sale({ limit: 5, onHand: 8 }, [mine]);
    const [buyer, other] = [await aStudent(shop, mine), await aStudent(shop, mine)];
    const left = async (client: Client) => {
      const { product } = (await showProduct(client, open.product.slug)).body;
      return [product.offer.myRemaining, product.variants[0]?.available];
    };
    expect(await left(buyer)).toEqual([5, 8]);
    const { number } = (await place(buyer, [line(open, { quantity: 3 })])).body.order;
    expect([await left(buyer), await left(other)]).toEqual([
      [2, 5],
      [5, 5],
    ]);
    await buyer.post(`/api/customer/orders/${number}/cancellation`, { reason: '다시 고를래요' });
    expect(await left(buyer)).toEqual([5, 8]);
    await VariantStock.update({ variantId: open.variants[0]?.id ?? 0 }, { onHand: 0 });
    expect(await left(buyer)).toEqual([5, 0]);
  });

  it('count two accounts of one verified phone as one person', async () => {
    const open = await sale({ limit: 5 }, [mine]);
    const [first, second] = [await aStudent(shop, mine), await aStudent(shop, mine)];
    for (const { email } of [first, second]) await Customer.update({ email }, { phone: first.phone, phoneVerifiedAt: shop.clock.now() });
    await place(first, [line(open, { quantity: 4 })]);
    expect((await showProduct(second, open.product.slug)).body.product.offer.myRemaining).toBe(1);
    expect((await place(second, [line(open, { quantity: 2 })])).body.code).toBe('limit_reached');
  });

  it('leave out a variant that is no longer sold', async () => {
    const open = await sale({ surcharges: [0, 50_000] }, [mine]);
    const [first, second] = open.variants;
    await Variant.update({ id: first?.id ?? 0 }, { active: false });
    const { product } = (await showProduct(student, open.product.slug)).body;
    expect(product.variants).toEqual([{ id: second?.id, options: { 색: '색1' }, surcharge: 50_000, available: 100 }]);
    expect((await place(student, [line(open)])).status).toBe(404);
  });
});

describe('the list', () => {
  const ask = (client: Client, etag?: string) =>
    rawRequest(shop.url, {
      method: 'GET',
      path: '/api/customer/promotions',
      headers: { Cookie: client.cookieHeader, ...(etag === undefined ? {} : { 'If-None-Match': etag }) },
    });

  it('is not sent again while nothing changed, and is when a unit was sold or a promotion opened', async () => {
    const campus = await aUniversity();
    const reader = await aStudent(shop, campus);
    const [open] = [await sale({}, [campus]), await sale({ opensIn: 2 }, [campus])];
    const first = await ask(reader);
    const etag = first.headers.etag ?? '';
    expect([first.status, etag]).toEqual([200, expect.stringMatching(/^W\/"[0-9a-f]{32}"$/)]);
    expect(first.headers['cache-control']).toBe('private, no-cache');
    const again = await ask(reader, etag);
    expect([again.status, again.text, again.headers.etag]).toEqual([304, '', etag]);
    await OfferCounter.update({ offerId: open.offer.id }, { held: 1, sold: 1 });
    const sold = await ask(reader, etag);
    expect(sold.status).toBe(200);
    expect((await ask(reader, sold.headers.etag)).status).toBe(304);
    shop.clock.pass(2 * 3_600_000);
    const opened = await ask(reader, sold.headers.etag);
    expect([opened.status, opened.text.match(/"state":"open"/g)?.length]).toEqual([200, expect.any(Number)]);
  });

  it('of one university is never validated by another’s tag, even where both read the same', async () => {
    const [here, there] = [await aStudent(shop, await aUniversity()), await aStudent(shop, await aUniversity())];
    const [ours, other] = [await ask(here), await ask(there)];
    const content = (text: string) => (JSON.parse(text) as PromotionsAnswer).promotions;
    expect(content(ours.text)).toEqual(content(other.text));
    expect(ours.headers.etag).not.toBe(other.headers.etag);
    expect((await ask(here, ours.headers.etag)).status).toBe(304);
    for (const [client, tag] of [
      [there, ours.headers.etag],
      [here, other.headers.etag],
    ] as const) {
      expect((await ask(client, tag)).status).toBe(200);
    }
    const visitor = new Browser(shop.url);
    expect((await ask(visitor, ours.headers.etag)).status).toBe(401);
    expect((await ask(visitor, '*')).status).toBe(401);
  });

  it('begins with what closes soonest, then what opens soonest, then what closed last', async () => {
    const campus = await aUniversity();
    const reader = await aStudent(shop, campus);
    const settings: [string, SaleSetting][] = [
      ['closed before', { opensIn: -9, closesIn: -3 }],
      ['opens later', { opensIn: 5 }],
      ['closes later', { closesIn: 20 }],
      ['opens soon', { opensIn: 1 }],
      ['closed just now', { opensIn: -9, closesIn: -1 }],
      ['closes soon', { closesIn: 2 }],
    ];
    const names = new Map<string, string>();
    for (const [name, setting] of settings) names.set((await sale(setting, [campus])).promotion.slug, name);
    const { promotions } = (await list(reader)).body;
    expect(promotions.flatMap(({ slug }) => names.get(slug) ?? [])).toEqual([
      'closes soon',
      'closes later',
      'opens soon',
      'opens later',
      'closed just now',
      'closed before',
    ]);
  });

  it('keeps several offers of one promotion together, in their order', async () => {
    const [open, second] = [await sale({}, [mine]), await sale({}, [mine])];
    await Offer.update({ id: open.offer.id }, { position: 2 });
    await Offer.update({ id: second.offer.id }, { promotionId: open.promotion.id, position: 1 });
    const { promotion } = (await showPromotion(student, open.promotion.slug)).body;
    expect(promotion.offers.map(({ id }) => id)).toEqual([second.offer.id, open.offer.id]);
    expect((await list(student)).body.promotions.filter(({ slug }) => slug === open.promotion.slug)).toHaveLength(1);
    expect((await showPromotion(student, second.promotion.slug)).status).toBe(404);
  });
});

describe('the universities', () => {
  it('are there for everybody, those that are active, and may be cached', async () => {
    const closed = await aUniversity();
    await University.update({ id: closed.id }, { active: false });
    const answer = await new Browser(shop.url).get('/api/customer/universities');
    expect([answer.status, answer.headers.get('Cache-Control')]).toEqual([200, 'public, max-age=300']);
    const { universities } = UniversitiesAnswer.parse(answer.body);
    expect(universities).toContainEqual({ slug: mine.slug, name: mine.name });
    expect(universities.map(({ slug }) => slug)).not.toContain(closed.slug);
    expect(universities.map(({ name }) => name)).toEqual(universities.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b, 'ko')));
  });
});
