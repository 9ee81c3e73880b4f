import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Customer } from '../customers/customer.entity.js';
import type { PromotionsAnswer } from '../contract/index.js';
import { countQueries } from '../testing/count-queries.js';
import { aPromotion, aStudent, aUniversity, RECIPIENT } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import type { Client } from '../testing/client.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { Promotion } from './promotion.entity.js';

const FRESH_MS = 1_000;
let shop: TestShop;
beforeAll(async () => {
  shop = await startShop({ countsFreshMs: FRESH_MS });
  // This one's clock stands still between two steps: how old the counts are is what is tested.
  const standing = shop.clock.now();
  let ahead = 0;
  shop.clock.now = () => new Date(standing.getTime() + ahead);
  shop.clock.pass = (ms) => void (ahead += ms);
});
afterAll(() => shop.stop());

const list = (client: Client) => client.get<PromotionsAnswer>('/api/customer/promotions');
const page = (client: Client, slug: string) =>
  client.get<{ promotion: PromotionsAnswer['promotions'][number] }>(`/api/customer/promotions/${slug}`);
const soldIn = async (client: Client) => (await list(client)).body.promotions[0]?.offers[0]?.soldQuantity;

/** How many times offers were read while `work` ran. */
async function readsOfOffers(work: () => Promise<unknown>): Promise<number> {
  const queries = countQueries(shop.ctx.db);
  await work();
  queries.stop();
  return queries.take().filter((sql) => /FROM .offers. /.test(sql)).length;
}

async function aCampus() {
  const campus = await aUniversity();
  const [one, other] = [await aStudent(shop, campus), await aStudent(shop, campus)];
  const { promotion, offer, variants } = await aPromotion(shop, { universities: [campus] });
  shop.clock.pass(FRESH_MS);
  return { campus, one, other, promotion, offer, variants };
}

describe('live counts', () => {
  it('are read once a second for a university, however many of its students watch list and page', async () => {
    const { one, other, promotion } = await aCampus();
    const crowd = () => Promise.all(Array.from({ length: 40 }, (_, index) => (index % 2 ? list(one) : page(other, promotion.slug))));
    expect(await readsOfOffers(crowd)).toBe(1);
    expect(await readsOfOffers(crowd)).toBe(0);
    shop.clock.pass(FRESH_MS);
    expect(await readsOfOffers(crowd)).toBe(1);
  });

  it('are a second old at most', async () => {
    const { one, other, offer, promotion } = await aCampus();
    expect(await soldIn(one)).toBe(0);
    await OfferCounter.update({ offerId: offer.id }, { held: 3, sold: 3 });
    shop.clock.pass(FRESH_MS - 1);
    expect(await soldIn(other)).toBe(0);
    shop.clock.pass(1);
    expect(await soldIn(other)).toBe(3);
    expect((await page(one, promotion.slug)).body.promotion.offers[0]?.soldQuantity).toBe(3);
  });

  it('show a buyer their own order within the second, and at once where they bought it', async () => {
    const { one, offer, variants } = await aCampus();
    const slug = (await list(one)).body.promotions[0]?.offers[0]?.product.slug ?? '';
    const lines = [{ offerId: offer.id, variantId: variants[0]?.id, quantity: 2, unitPrice: 1_290_000 }];
    const { body } = await one.post<{ order: { number: string } }>(
      '/api/customer/orders',
      { lines, recipient: RECIPIENT },
      { 'Idempotency-Key': 'live-counts-1' },
    );
    const receiptId = await shop.pay(body.order.number, 2_580_000);
    expect((await one.post(`/api/customer/orders/${body.order.number}/payment`, { receiptId })).status).toBe(200);
    const product = await one.get<{ product: { offer: { soldQuantity: number; myRemaining: number } } }>(`/api/customer/products/${slug}`);
    expect(product.body.product.offer).toMatchObject({ soldQuantity: 2, myRemaining: 8 });
    shop.clock.pass(FRESH_MS);
    expect(await soldIn(one)).toBe(2);
  });

  it('do not outlast the instant at which a promotion closes', async () => {
    const { one, promotion } = await aCampus();
    shop.clock.pass(promotion.closesAt.getTime() - shop.clock.now().getTime() - 10);
    expect((await list(one)).body.promotions[0]?.state).toBe('open');
    shop.clock.pass(10);
    expect((await list(one)).body.promotions[0]?.state).toBe('closed');
    expect((await page(one, promotion.slug)).body.promotion.state).toBe('closed');
  });

  it('are read again after a read that failed', async () => {
    const { one } = await aCampus();
    const query = shop.ctx.db.query.bind(shop.ctx.db);
    shop.ctx.db.query = (sql: string, parameters?: never) =>
      /FROM .offers. /.test(sql) ? Promise.reject(new Error('the database is away')) : query(sql, parameters);
    expect((await list(one)).status).toBe(500);
    shop.ctx.db.query = query;
    expect((await list(one)).status).toBe(200);
  });
});

describe('the wall before kept counts', () => {
  it('never lends one university’s list to another, and moves with the customer at once', async () => {
    const [here, there] = [await aCampus(), await aCampus()];
    await Promise.all([list(here.one), list(there.one)]);
    expect((await list(there.one)).text).not.toContain(here.promotion.slug);
    expect((await page(there.one, here.promotion.slug)).status).toBe(404);
    await Customer.update({ email: here.one.email }, { universityId: there.campus.id });
    expect((await list(here.one)).text).toContain(there.promotion.slug);
    expect((await list(here.one)).text).not.toContain(here.promotion.slug);
    expect((await page(here.one, here.promotion.slug)).status).toBe(404);
  });

  it('asks as much for what is hidden as for what does not exist, before and after the list was read', async () => {
    const [here, there] = [await aCampus(), await aCampus()];
    const queries = countQueries(shop.ctx.db);
    const asked = async (slug: string) => {
      const answer = await page(here.one, slug);
      return [queries.take(), answer.status, answer.text];
    };
    for (const isKept of [true, false]) {
      if (isKept) await list(here.one);
      else shop.clock.pass(FRESH_MS);
      queries.take();
      const hidden = await asked(there.promotion.slug);
      if (!isKept) shop.clock.pass(FRESH_MS);
      expect(await asked('no-such-promotion')).toEqual(hidden);
      expect(hidden[1]).toBe(404);
    }
    queries.stop();
  });

  it('hides what staff cancelled within the second', async () => {
    const { one, promotion } = await aCampus();
    expect((await page(one, promotion.slug)).status).toBe(200);
    await Promotion.update({ id: promotion.id }, { state: 'cancelled' });
    shop.clock.pass(FRESH_MS);
    expect((await page(one, promotion.slug)).status).toBe(404);
    expect((await list(one)).text).not.toContain(promotion.slug);
  });
});
