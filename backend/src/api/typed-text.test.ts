import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { University } from '../catalog/university.entity.js';
import type { OrderDetailAnswer, PlacedOrderAnswer } from '../contract/index.js';
import { Customer } from '../customers/customer.entity.js';
import { OneTimeCode } from '../customers/one-time-code.entity.js';
import { BAD_CHARACTERS, BAD_NAMES, BAD_PHONES, GOOD_NAMES, GOOD_PHONES, INVISIBLE } from '../kernel/rules/typed-text.fixture.js';
import { ReturnRequest } from '../orders/return-request.entity.js';
import type { Answer, Client } from '../testing/client.js';
import { aPromotion, aStudent, aUniversity, RECIPIENT } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';

type Refusal = { code: string; detail: string; errors: { path: string; message: string }[] };
type Me = { customer: { name: string; phone: string; address: Record<string, string> } };
type Send = (client: Client, value: string) => Promise<Answer<Refusal>>;

let shop: TestShop;
let university: University;
let student: Client & { email: string };
beforeAll(async () => {
  shop = await startShop();
  university = await aUniversity();
  student = await aStudent(shop, university);
});
afterAll(() => shop.stop());

const put =
  (path: string, body: object): Send =>
  async (client) =>
    client.send('PUT', path, body);
const recipient = (field: string, value: string) => ({ ...RECIPIENT, [field]: value });
const NOWHERE = '/api/customer/orders/20260101-000000000000';
const LINES = [{ offerId: 1, variantId: 1, quantity: 1, unitPrice: 1 }];
const NEW = {
  email: 'new@mngshop.test',
  password: 'long enough 123',
  name: '김새벽',
  phone: '01012345678',
  university: 'nowhere',
  consents: { terms: true, privacy: true, age14: true },
};

/** Every field of the customer API in which a person types a line, by its path in the body. */
const FIELDS: [path: string, send: Send][] = [
  ['name', (client, name) => client.post('/api/customer/sign-up', { ...NEW, name })],
  ['name', (client, name) => client.send('PATCH', '/api/customer/me', { name })],
  ...['name', 'address1', 'address2', 'memo'].flatMap((field): [string, Send][] => [
    [field, (client, value) => put('/api/customer/me/address', recipient(field, value))(client, value)],
    [field, (client, value) => put(`${NOWHERE}/recipient`, recipient(field, value))(client, value)],
    [
      `recipient.${field}`,
      (client, value) =>
        client.post('/api/customer/orders', { lines: LINES, recipient: recipient(field, value) }, { 'idempotency-key': 'typed-text' }),
    ],
  ]),
  ['reason', (client, reason) => client.post(`${NOWHERE}/cancellation`, { reason })],
  ['reason', (client, reason) => client.post(`${NOWHERE}/return`, { reason, kind: 'defect' })],
  ['bank', (client, bank) => client.send('PUT', `${NOWHERE}/refund-account`, { bank, number: '12345678', holder: '이하늘' })],
  ['holder', (client, holder) => client.send('PUT', `${NOWHERE}/refund-account`, { bank: '하나은행', number: '12345678', holder })],
];

const PHONES: [path: string, send: Send][] = [
  ['phone', (client, phone) => client.post('/api/customer/sign-up', { ...NEW, phone })],
  ['phone', (client, phone) => client.send('PATCH', '/api/customer/me', { phone })],
  ['phone', (client, phone) => put('/api/customer/me/address', recipient('phone', phone))(client, phone)],
  ['phone', (client, phone) => client.post('/api/customer/phone-verification', { phone })],
  ['phone', (client, phone) => client.post('/api/customer/password-reset', { email: 'nobody@mngshop.test', phone })],
  [
    'recipient.phone',
    (client, phone) =>
      client.post('/api/customer/orders', { lines: LINES, recipient: recipient('phone', phone) }, { 'idempotency-key': 'typed-text' }),
  ],
];

const told = ({ status, body }: Answer<Refusal>) => [status, ...(body.errors ?? []).map(({ path }) => path)];

describe('what nobody can read', () => {
  it('is refused at its field, at every door of the API', async () => {
    const samples = [INVISIBLE[0]!, INVISIBLE[3]!, '\u2800', '\u0301', BAD_CHARACTERS[0]!, BAD_CHARACTERS[2]!, '가\ud83d'];
    for (const [path, send] of FIELDS) {
      for (const value of samples) {
        const answer = await send(student, value);
        expect(told(answer), `${path} ${JSON.stringify(value)}`).toEqual([422, path]);
        expect(answer.body.errors[0]!.message).toMatch(/[가-힣].*요\.$/);
      }
    }
  });

  it('is refused whatever it is made of', async () => {
    for (const name of BAD_NAMES) {
      expect(told(await student.send<Refusal>('PATCH', '/api/customer/me', { name })), JSON.stringify(name.slice(0, 40))).toEqual([
        422,
        'name',
      ]);
    }
  });
});

describe('a name', () => {
  it.each(GOOD_NAMES)('is kept composed and clean: %j', async (typed, kept) => {
    const answer = await student.send<Me>('PATCH', '/api/customer/me', { name: typed });
    expect([answer.status, answer.body.customer?.name]).toEqual([200, kept]);
    expect(await Customer.countBy({ email: student.email, name: kept })).toBe(1);
  });

  it('of a hundred characters goes everywhere a name goes, the widest that people see as one included', async () => {
    for (const name of ['가'.repeat(100), '👩🏽‍🚀'.repeat(100), 'a\u0323\u0302'.repeat(100).normalize('NFC')]) {
      const sale = await aPromotion(shop, { universities: [university] });
      const buyer = await aStudent(shop, university);
      expect((await buyer.send('PUT', '/api/customer/me/address', recipient('name', name))).status).toBe(200);
      const lines = [{ offerId: sale.offer.id, variantId: sale.variants[0]!.id, quantity: 1, unitPrice: 1_290_000 }];
      const body = { lines, recipient: { ...RECIPIENT, name, address1: '가'.repeat(200), memo: '👩🏽‍🚀'.repeat(100) } };
      const placed = await buyer.post<PlacedOrderAnswer>('/api/customer/orders', body, { 'idempotency-key': 'a-long-name' });
      expect([placed.status, placed.body.order?.recipient.name]).toEqual([201, name]);
      const read = await buyer.get<OrderDetailAnswer>(`/api/customer/orders/${placed.body.order.number}`);
      expect(read.body.order.recipient).toMatchObject({ name, memo: '👩🏽‍🚀'.repeat(100) });
    }
  });
});

describe('a phone', () => {
  it.each(GOOD_PHONES)('is kept as digits: %j', async (typed) => {
    await student.send('PATCH', '/api/customer/me', { phone: '01099998888' });
    const answer = await student.send<Me>('PATCH', '/api/customer/me', { phone: typed });
    expect([answer.status, answer.body.customer?.phone]).toEqual([200, '01012345678']);
  });

  it.each(PHONES)('that is none is refused at %s', async (path, send) => {
    for (const phone of path === 'phone' ? BAD_PHONES.slice(4, 10) : BAD_PHONES) {
      expect(told(await send(student, phone)), phone).toEqual([422, path]);
    }
  });

  it('gets its code however it is written, and the code is taken with what an app copies along', async () => {
    const buyer = await aStudent(shop, university);
    await buyer.send('PATCH', '/api/customer/me', { phone: '010-5555-4444' });
    expect((await buyer.post('/api/customer/phone-verification', { phone: '\u202a+82 10–5555–4444\u202c' })).status).toBe(202);
    expect(await OneTimeCode.countBy({ phone: '01055554444' })).toBe(1);
    const wrong = await buyer.send<Refusal>('PUT', '/api/customer/phone-verification', { code: ' １２３ ４５６\u200b' });
    expect(wrong.body.code).not.toBe('invalid');
  });
});

it('a reason of several lines keeps them', async () => {
  const answer = await student.post<Refusal>(`${NOWHERE}/return`, { reason: '첫째 줄\r\n둘째 줄', kind: 'defect' });
  expect(answer.status).toBe(404);
  expect(await ReturnRequest.count()).toBe(0);
});
