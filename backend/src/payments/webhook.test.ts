import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { University } from '../catalog/university.entity.js';
import { type OrderDetailAnswer, type PlacedOrderAnswer, Problem } from '../contract/index.js';
import { Order } from '../orders/order.entity.js';
import { OfferCounter } from '../holds/offer-counter.entity.js';
import { Client as Browser, type Client } from '../testing/client.js';
import { aPromotion, aStudent, aUniversity, RECIPIENT } from '../testing/fixtures.js';
import { rawRequest, type RawRequest } from '../testing/raw-request.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { Payment } from '../ledger/payment.entity.js';
import { QUIET_MS } from './read-probe.js';
import { ReceiptProbe } from './receipt-probe.entity.js';
import { Refund } from '../ledger/refund.entity.js';

let shop: TestShop;
let university: University;
beforeAll(async () => {
  shop = await startShop();
  university = await aUniversity();
});
afterAll(() => shop.stop());
afterEach(() => vi.restoreAllMocks());

const WEBHOOK = '/api/payments/bootpay/webhook';
const send = (change: Partial<RawRequest> & { path?: string }) =>
  rawRequest(shop.url, { method: 'POST', path: WEBHOOK, ...change, headers: { 'Content-Type': 'application/json', ...change.headers } });
const tell = (body: unknown) => send({ body: typeof body === 'string' ? body : JSON.stringify(body) });
let forged = 0;
const aReceiptId = () => (++forged).toString(16).padStart(24, 'f');
/** Counts how often Bootpay is asked about one receipt. */
function looksAt(receiptId: string): () => number {
  const read = vi.spyOn(shop.ctx.payments, 'readReceipt');
  return () => read.mock.calls.filter(([asked]) => asked === receiptId).length;
}

async function placed() {
  const sale = await aPromotion(shop, { universities: [university] });
  const student = await aStudent(shop, university);
  const lines = [{ offerId: sale.offer.id, variantId: sale.variants[0]?.id, quantity: 1, unitPrice: 1_290_000 }];
  const { body } = await student.post<PlacedOrderAnswer>(
    '/api/customer/orders',
    { lines, recipient: RECIPIENT },
    { 'Idempotency-Key': 'press-one' },
  );
  return { sale, student, number: body.order.number, price: body.payment.price, back: body.payment.redirectUrl };
}
const stateOf = async (student: Client, number: string) => {
  const { order } = (await student.get<OrderDetailAnswer>(`/api/customer/orders/${number}`)).body;
  return [order.state, order.paymentState];
};

/** What a forged message must not move. */
const books = async () => ({
  orders: (await Order.find({ order: { id: 'ASC' } })).map(({ number, state, pay, refunded }) => ({ number, state, pay, refunded })),
  counters: (await OfferCounter.find({ order: { offerId: 'ASC' } })).map(({ offerId, held, sold }) => ({ offerId, held, sold })),
  payments: await Payment.count(),
  refunds: await Refund.count(),
  money: shop.simulator.ledger.totals(),
});

describe('a webhook that nobody sent', () => {
  it.each([
    ['of an order that does not exist', () => ({ receipt_id: aReceiptId(), order_id: '20261122-AAAAAAAAAAAAAAAA', status: 1 })],
    ['that says paid and nothing else', () => ({ status: 1, webhook_type: 'PAYMENT_COMPLETED' })],
    ['without an order', () => ({ receipt_id: aReceiptId() })],
    ['of a receipt that is none', () => ({ receipt_id: 'paid', order_id: 'x' })],
    ['of a receipt in emoji', () => ({ receipt_id: '💳'.repeat(12), order_id: '💳' })],
    ['of an order in emoji', () => ({ receipt_id: aReceiptId(), order_id: '주문💳' })],
    ['of an order with a null byte', () => ({ receipt_id: aReceiptId(), order_id: 'a\u0000b' })],
    ['of an endless order', () => ({ receipt_id: aReceiptId(), order_id: '9'.repeat(10_000) })],
    ['of lists', () => ({ receipt_id: [aReceiptId()], order_id: [[]] })],
    ['of objects', () => ({ receipt_id: { $ne: null }, order_id: { $gt: '' } })],
    ['of numbers', () => ({ receipt_id: 1e300, order_id: -1 })],
    ['of nothing', () => ({})],
    ['that is a list', () => []],
    ['that carries a prototype', () => `{"__proto__":{"receipt_id":"${aReceiptId()}","order_id":"x"}}`],
    ['nested deep', () => '{"a":'.repeat(2_000) + '1' + '}'.repeat(2_000)],
  ])('%s is taken with a yes, and changes nothing', async (_kind, make) => {
    const [before, probes] = [await books(), await ReceiptProbe.count()];
    const answer = await tell(make());
    expect([answer.status, answer.text]).toEqual([200, '{"success":true}']);
    expect(answer.headers['set-cookie']).toBeUndefined();
    await shop.settle();
    expect(await books()).toEqual(before);
    expect(await ReceiptProbe.count()).toBe(probes);
  });

  it.each([
    ['application/x-www-form-urlencoded', 'receipt_id=abc&order_id=1&order_id=2&__proto__[x]=1'],
    ['application/x-www-form-urlencoded', `receipt_id=${'f'.repeat(24)}&order_id=%F0%9F%92%B3%00`],
    ['application/x-www-form-urlencoded', '%E0%A4%A=%'],
    ['text/plain', 'hello'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['application/octet-stream', '\u0000\u0001'],
  ])('as %s is taken with a yes, and changes nothing', async (type, body) => {
    const before = await books();
    const answer = await send({ body, headers: { 'Content-Type': type } });
    expect([answer.status, answer.text]).toEqual([200, '{"success":true}']);
    await shop.settle();
    expect(await books()).toEqual(before);
  });

  it.each([
    ['is no JSON', { body: '{"receipt_id":' }, 400],
    ['is longer than Bootpay’s ever are', { body: JSON.stringify({ a: 'x'.repeat(17_000) }) }, 413],
    [
      'is a form longer than Bootpay’s ever are',
      { body: `a=${'x'.repeat(17_000)}`, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
      413,
    ],
    [
      'is a form of two thousand fields',
      { body: 'a=1&'.repeat(2_000), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
      413,
    ],
    ['comes in an encoding nobody knows', { body: '{}', headers: { 'Content-Encoding': 'pied-piper' } }, 415],
    ['comes in a charset nobody knows', { body: '{}', headers: { 'Content-Type': 'application/json; charset=no-such' } }, 415],
    ['comes by another method', { method: 'PUT', body: '{}' }, 404],
    ['is asked for', { method: 'GET' }, 404],
  ])('is refused when it %s', async (_kind, change, status) => {
    const answer = await send(change);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(Problem.parse(JSON.parse(answer.text)).detail).toMatch(/[가-힣]/);
  });

  it('needs no Origin and heeds none: it is believed in nothing', async () => {
    const answer = await send({ body: '{}', headers: { Origin: 'https://evil.example', Cookie: 'mng_customer=x' } });
    expect([answer.status, answer.text]).toEqual([200, '{"success":true}']);
  });

  it('is never random enough to break anything', async () => {
    const { number } = await placed();
    const before = await books();
    const body = fc.oneof(
      fc.jsonValue({ stringUnit: 'binary' }),
      fc.record({ receipt_id: fc.jsonValue(), order_id: fc.constant(number) }),
      fc.record({ receipt_id: fc.constant(aReceiptId()), order_id: fc.jsonValue({ stringUnit: 'binary' }), status: fc.constant(1) }),
    );
    const property = fc.asyncProperty(body, async (value) => {
      const answer = await tell(JSON.stringify(value));
      // What is neither a list nor an object is no JSON text to the parser.
      expect(answer.status).toBe(typeof value === 'object' && value !== null ? 200 : 400);
    });
    await fc.assert(property, { seed: 20_261_122, numRuns: 100 });
    await shop.settle();
    expect(await books()).toEqual(before);
  });
});

describe('a forged webhook about a real order', () => {
  it('that calls another order’s receipt its own pays only the order that the receipt names', async () => {
    const [thief, victim] = [await placed(), await placed()];
    const receiptId = await shop.pay(victim.number, victim.price);
    await tell({ receipt_id: receiptId, order_id: thief.number, price: thief.price, status: 1, webhook_type: 'PAYMENT_COMPLETED' });
    await shop.settle();
    expect(await stateOf(thief.student, thief.number)).toEqual(['pending', 'none']);
    expect(await stateOf(victim.student, victim.number)).toEqual(['paid', 'paid']);
  });

  it('does not make the shop forget whose receipt it really is', async () => {
    const [thief, victim] = [await placed(), await placed()];
    const receiptId = await shop.pay(victim.number, victim.price);
    await fetch(`${victim.back}&receipt_id=${receiptId}`, { redirect: 'manual' });
    await tell({ receipt_id: receiptId, order_id: thief.number });
    await shop.settle();
    expect(await stateOf(victim.student, victim.number)).toEqual(['paid', 'paid']);
    expect(await stateOf(thief.student, thief.number)).toEqual(['pending', 'none']);
  });

  it('that says paid of a receipt with another amount pays nothing', async () => {
    const { student, number } = await placed();
    const receiptId = await shop.pay(number, 1_000);
    await tell({ receipt_id: receiptId, order_id: number, price: 1_290_000, status: 1 });
    await shop.settle();
    expect(await stateOf(student, number)).toEqual(['pending', 'none']);
    expect(shop.simulator.ledger.receipt(receiptId)).not.toMatchObject({ status: 1 });
  });

  it('whose receipt names an order in letters that no number has is looked at once', async () => {
    const { student, number, price } = await placed();
    const receiptId = await shop.pay('주문-하나', price);
    const looks = looksAt(receiptId);
    await tell({ receipt_id: receiptId, order_id: number });
    for (let round = 0; round < 3; round++) {
      await shop.settle();
      shop.clock.pass(QUIET_MS + 1);
    }
    expect(looks()).toBe(1);
    expect(await stateOf(student, number)).toEqual(['pending', 'none']);
  });

  it('that says cancelled of a paid one takes nothing back', async () => {
    const { student, number, price } = await placed();
    const receiptId = await shop.pay(number, price);
    await student.post(`/api/customer/orders/${number}/payment`, { receiptId });
    await shop.settle();
    const before = await books();
    await tell({ receipt_id: receiptId, order_id: number, status: 20, cancelled_price: price, webhook_type: 'PAYMENT_CANCELLED' });
    await shop.settle();
    expect(await books()).toEqual(before);
    expect(await stateOf(student, number)).toEqual(['paid', 'paid']);
  });

  it('five hundred times causes one look at the receipt, and one more for what came after it', async () => {
    const { number } = await placed();
    const receiptId = await shop.pay(number, 1_000);
    const looks = looksAt(receiptId);
    let now = shop.clock.now();
    vi.spyOn(shop.ctx.clock, 'now').mockImplementation(() => now);
    const told = JSON.stringify({ receipt_id: receiptId, order_id: number, status: 1 });
    const flood = (times: number) => Promise.all(Array.from({ length: times }, () => new Browser(shop.url).post(WEBHOOK, told)));
    for (const answer of await flood(500)) expect([answer.status, answer.text]).toEqual([200, '{"success":true}']);
    expect(looks()).toBe(0);
    await shop.settle();
    const once = looks();
    // One to see what it is, and one by the check that then refuses it.
    expect(once).toBeGreaterThanOrEqual(1);
    expect(once).toBeLessThanOrEqual(2);
    await flood(50);
    await shop.settle();
    expect(looks()).toBe(once);
    now = new Date(now.getTime() + QUIET_MS);
    await shop.settle();
    expect(looks()).toBe(2 * once);
    now = new Date(now.getTime() + QUIET_MS);
    await shop.settle();
    expect(looks()).toBe(2 * once);
    expect(await ReceiptProbe.countBy({ receiptId })).toBe(1);
  });

  it('of a receipt that Bootpay does not know is looked up once, and not for ever', async () => {
    const { student, number } = await placed();
    const receiptId = aReceiptId();
    const looks = looksAt(receiptId);
    await tell({ receipt_id: receiptId, order_id: number, status: 1 });
    for (let round = 0; round < 5; round++) {
      await shop.settle();
      shop.clock.pass(QUIET_MS + 1);
    }
    expect(looks()).toBe(1);
    expect(await stateOf(student, number)).toEqual(['pending', 'none']);
  });
});

describe('the way back from the window', () => {
  const RETURN = '/api/payments/bootpay/return';
  const locations = (answer: Awaited<ReturnType<typeof send>>) => answer.headers.location ?? '';

  it.each([
    ['nothing', ''],
    ['an order without its token', 'order=20261122-AAAAAAAAAAAAAAAA'],
    ['a guessed token', `order=20261122-AAAAAAAAAAAAAAAA&token=${'0'.repeat(32)}&receipt_id=${'a'.repeat(24)}`],
    ['two orders', 'order=a&order=b&token=a&token=b'],
    ['an address', 'order=//evil.example&token=https://evil.example'],
    ['a line break', 'order=a%0d%0aLocation:%20https://evil.example&event=error%0d%0aSet-Cookie:%20a=b'],
    ['a script', 'order=%3Cscript%3E&event=%3Cscript%3Ealert(1)%3C/script%3E'],
    ['emoji', 'order=%F0%9F%92%B3&token=%F0%9F%92%B3&receipt_id=%F0%9F%92%B3'],
    ['a null byte', 'order=%00&token=%00'],
    ['broken encoding', 'order=%E0%A4%A&token=%'],
    ['a prototype', '__proto__[event]=cancel&constructor=1'],
    ['eight thousand letters', `order=${'x'.repeat(4_000)}&token=${'x'.repeat(4_000)}`],
  ])('with %s leads to the result page that knows nothing', async (_kind, search) => {
    const probes = await ReceiptProbe.count();
    for (const answer of [
      await send({ method: 'GET', path: `${RETURN}?${search}` }),
      await send({ path: `${RETURN}?${search}`, body: search, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }),
      await send({ path: RETURN, body: JSON.stringify({ order: 'x', token: 'y', receipt_id: 'z'.repeat(24), event: 7 }) }),
    ]) {
      expect([answer.status, locations(answer)]).toEqual([303, '/payment-result']);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    expect(await ReceiptProbe.count()).toBe(probes);
  });

  it('tells only the two events it knows, and keeps no receipt of a window that was closed', async () => {
    const { number, back } = await placed();
    const path = back.slice(back.indexOf(RETURN));
    const receiptId = aReceiptId();
    const cancelled = await send({ method: 'GET', path: `${path}&event=cancel&receipt_id=${receiptId}` });
    expect(locations(cancelled)).toBe(`/payment-result?order=${number}&receipt=${receiptId}&event=cancel`);
    expect(await ReceiptProbe.countBy({ receiptId })).toBe(0);
    const other = await send({ method: 'GET', path: `${path}&event=%0d%0aevil&receipt_id=nonsense` });
    expect(locations(other)).toBe(`/payment-result?order=${number}`);
  });

  it('takes the receipt of a form that another site posts, as some payment firms do', async () => {
    const { student, number, price, back } = await placed();
    const receiptId = await shop.pay(number, price);
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'https://pg.example' };
    const answer = await send({ path: back.slice(back.indexOf(RETURN)), body: `receipt_id=${receiptId}&event=confirm`, headers });
    expect([answer.status, locations(answer)]).toEqual([303, `/payment-result?order=${number}&receipt=${receiptId}`]);
    await shop.settle();
    expect(await stateOf(student, number)).toEqual(['paid', 'paid']);
  });
});
