import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ProductAnswer } from '../contract/index.js';
import { type QueryCount, countQueries } from '../testing/count-queries.js';
import type { Client } from '../testing/client.js';
import { aPromotion, aStudent, aUniversity, RECIPIENT } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';

/**
 * What each hot road asks the database, counted: handing over a statement is most of a request's cost, and one that creeps
 * in here is paid by everybody. The session is one of them. BEGIN and COMMIT are counted where a road has a transaction.
 */
let shop: TestShop;
let counted: QueryCount;
let student: Client;
let slug: string;
let promotionSlug: string;
let wanted: { offerId: number; variantId: number | undefined; quantity: number; unitPrice: number };
beforeAll(async () => {
  shop = await startShop({ countsFreshMs: 60_000 });
  const campus = await aUniversity();
  const { promotion, offer, product, variants } = await aPromotion(shop, { universities: [campus] });
  student = await aStudent(shop, campus);
  [slug, promotionSlug] = [product.slug, promotion.slug];
  wanted = { offerId: offer.id, variantId: variants[0]?.id, quantity: 1, unitPrice: 1_290_000 };
  counted = countQueries(shop.ctx.db);
});
afterAll(async () => {
  counted.stop();
  await shop.stop();
});

const statements = async (ask: () => Promise<{ status: number }>): Promise<[status: number, statements: number]> => {
  counted.take();
  const { status } = await ask();
  return [status, counted.take().length];
};
const read = (path: string) => statements(() => student.get(path));
let placed = 0;
const place = () =>
  student.post<{ order: { number: string } }>(
    '/api/customer/orders',
    { lines: [wanted], recipient: RECIPIENT },
    { 'Idempotency-Key': `statements-${++placed}` },
  );

it('reads: one beside the session at most, and for what is kept none', async () => {
  await student.get('/api/customer/promotions');
  await student.get<ProductAnswer>(`/api/customer/products/${slug}`);
  expect({
    list: await read('/api/customer/promotions'),
    promotion: await read(`/api/customer/promotions/${promotionSlug}`),
    product: await read(`/api/customer/products/${slug}`),
    me: await read('/api/customer/me'),
    history: await read('/api/orders/history'),
  }).toEqual({ list: [200, 1], promotion: [200, 1], product: [200, 2], me: [200, 2], history: [200, 2] });
});

it('an order, and its payment', async () => {
  const [status, placing] = await statements(place);
  const { body } = await student.get<{ orders: { number: string }[] }>('/api/orders/history');
  const number = body.orders[0]?.number ?? '';
  // Its webhook would be counted with it.
  await fetch(`${shop.url}/_simulator/faults`, { method: 'POST', headers: JSON_BODY, body: '{"on":"webhook","kind":"never","times":9}' });
  const receiptId = await shop.pay(number, 1_290_000);
  const paying = await statements(() => student.post(`/api/customer/orders/${number}/payment`, { receiptId }));
  const webhook = await statements(() => student.post('/api/payments/bootpay/webhook', { receipt_id: receiptId, order_id: number }));
  // MySQL changes two tables by one statement: the transaction of an order is six, begin and commit counted, that of a capture five.
  const fewer = process.env['TEST_ENGINE'] === 'mysql' ? 1 : 0;
  expect({ placing: [status, placing], paying, webhook }).toEqual({
    placing: [201, 10 - fewer],
    paying: [200, 12 - fewer],
    webhook: [200, 1],
  });
});
const JSON_BODY = { 'Content-Type': 'application/json' };
