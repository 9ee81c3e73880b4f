import { brotliCompressSync, gzipSync } from 'node:zlib';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HistoryAnswer, type PlacedOrderAnswer, Problem } from '../contract/index.js';
import { Customer } from '../customers/customer.entity.js';
import { hashPassword } from '../kernel/passwords.js';
import { Order } from '../orders/order.entity.js';
import { Staff } from '../staff/staff.entity.js';
import { anotherDoor, type Door } from '../testing/another-door.js';
import { Client } from '../testing/client.js';
import { aPromotion, aStudent, aUniversity, RECIPIENT } from '../testing/fixtures.js';
import { rawRequest, type RawAnswer, type RawRequest } from '../testing/raw-request.js';
import { customerRoutes, otherRoutes } from '../testing/routes-of.js';
import { startShop, type TestShop } from '../testing/test-shop.js';

const PASSWORD = 'long enough 123';
const NOBODY = { terms: true, privacy: true, age14: true, marketingSms: false, nightSms: false };

interface Route {
  method: string;
  path: string;
  /** Whose cookie comes with it, so that the body is looked at. */
  as?: 'customer' | 'staff';
  /** One that the contract allows; nothing is done with it unless a test sends it whole. */
  body?: Record<string, unknown>;
  headers?: Record<string, string>;
  /** What it answers to a stranger: 401 unless said. */
  open?: true;
}

const ADDRESS = { ...RECIPIENT };
const ROUTES: Route[] = [
  { method: 'GET', path: '/api/customer/universities', open: true },
  {
    method: 'POST',
    path: '/api/customer/sign-up',
    open: true,
    body: { email: 'a@mngshop.test', password: PASSWORD, name: '김새벽', phone: '010-1234-5678', university: 'nowhere', consents: NOBODY },
  },
  { method: 'POST', path: '/api/customer/session', open: true, body: { email: 'nobody@mngshop.test', password: PASSWORD } },
  { method: 'DELETE', path: '/api/customer/session', as: 'customer' },
  { method: 'GET', path: '/api/customer/sessions', as: 'customer' },
  { method: 'DELETE', path: '/api/customer/sessions', as: 'customer' },
  { method: 'DELETE', path: '/api/customer/sessions/:id', as: 'customer' },
  { method: 'GET', path: '/api/customer/me', as: 'customer', open: true },
  {
    method: 'PATCH',
    path: '/api/customer/me',
    as: 'customer',
    body: { name: '김새벽', phone: '01012345678', consents: { marketingSms: true } },
  },
  { method: 'DELETE', path: '/api/customer/me', as: 'customer' },
  { method: 'PUT', path: '/api/customer/session', as: 'customer', body: { password: PASSWORD } },
  { method: 'PUT', path: '/api/customer/me/password', as: 'customer', body: { currentPassword: 'x', password: PASSWORD } },
  { method: 'PUT', path: '/api/customer/me/address', as: 'customer', body: ADDRESS },
  { method: 'POST', path: '/api/customer/phone-verification', as: 'customer', body: { phone: '01012345678' } },
  { method: 'PUT', path: '/api/customer/phone-verification', as: 'customer', body: { code: '123456' } },
  { method: 'POST', path: '/api/customer/password-reset', open: true, body: { email: 'a@mngshop.test', phone: '01012345678' } },
  { method: 'PUT', path: '/api/customer/password-reset', open: true, body: { code: '123456', password: PASSWORD } },
  { method: 'GET', path: '/api/customer/promotions', as: 'customer' },
  { method: 'GET', path: '/api/customer/promotions/:slug', as: 'customer' },
  { method: 'GET', path: '/api/customer/products/:slug', as: 'customer' },
  {
    method: 'POST',
    path: '/api/customer/orders',
    as: 'customer',
    headers: { 'Idempotency-Key': 'hostile-press' },
    body: { lines: [{ offerId: 2_000_000_000, variantId: 1, quantity: 1, unitPrice: 1 }], recipient: ADDRESS },
  },
  { method: 'GET', path: '/api/customer/orders/history', as: 'customer' },
  { method: 'GET', path: '/api/customer/orders/:number', as: 'customer' },
  { method: 'POST', path: '/api/customer/orders/:number/payment', as: 'customer', body: { receiptId: 'a'.repeat(24) } },
  { method: 'POST', path: '/api/customer/orders/:number/cancellation', as: 'customer', body: { reason: '그냥' } },
  { method: 'POST', path: '/api/customer/orders/:number/return', as: 'customer', body: { reason: '그냥', kind: 'defect' } },
  { method: 'PUT', path: '/api/customer/orders/:number/recipient', as: 'customer', body: ADDRESS },
  {
    method: 'PUT',
    path: '/api/customer/orders/:number/refund-account',
    as: 'customer',
    body: { bank: '국민은행', number: '123-45-678901', holder: '김새벽' },
  },
  { method: 'GET', path: '/api/orders/history', as: 'customer' },
  { method: 'POST', path: '/api/admin/session', open: true, body: { email: 'nobody@mngshop.test', password: PASSWORD, code: '123456' } },
  { method: 'GET', path: '/api/admin/session', as: 'staff' },
  { method: 'DELETE', path: '/api/admin/session', as: 'staff' },
  { method: 'POST', path: '/api/admin/exports', as: 'staff', body: { reason: '발송 준비', filters: { state: 'paid', search: '2026' } } },
  { method: 'GET', path: '/api/admin/orders', as: 'staff' },
];
/** Bootpay's, which say yes to whatever they do not understand: payments/webhook.test.ts. */
const BOOTPAY = ['POST /api/payments/bootpay/webhook', 'GET /api/payments/bootpay/return', 'POST /api/payments/bootpay/return'];

const WITH_BODY = ROUTES.filter((route) => route.body !== undefined);
const CHANGING = ROUTES.filter((route) => route.method !== 'GET');
const name = ({ method, path }: Route) => `${method} ${path}`;
const named = (routes: Route[]) => routes.map((route) => [name(route), route] as const);
/** One waiting order for each route that works on one, so that what a body says gets as far as it can. */
const orders = new Map<string, string>();
const concrete = (path: string) => path.replace(':slug', 'no-such-slug').replace(':number', orders.get(path) ?? 'NO-SUCH-ORDER');

let shop: TestShop;
let door: Door;
const cookies: Partial<Record<'customer' | 'staff', string>> = {};
beforeAll(async () => {
  shop = await startShop();
  door = await anotherDoor(shop.ctx);
  const student = await aStudent(shop, await aUniversity());
  cookies.customer = sessionOf(student);
  for (const path of new Set(ROUTES.map((route) => route.path).filter((other) => other.includes(':number'))))
    orders.set(path, await anOrder(student));
  // All of them wait to be paid, which placing allows three of.
  await Order.update({ state: 'paid' }, { state: 'pending' });
  const email = `owner-${randomUUID()}@mngshop.test`;
  await Staff.save({ email, name: '소유자', role: 'owner', passwordHash: await hashPassword(PASSWORD), createdAt: shop.clock.now() });
  const owner = new Client(shop.url);
  await owner.post('/api/admin/session', { email, password: PASSWORD });
  cookies.staff = sessionOf(owner);
});
afterAll(async () => {
  door.stop();
  await shop.stop();
});

/** Without the browser's own cookie, which opens nothing. */
const sessionOf = (client: Client): string =>
  client.cookieHeader
    .split('; ')
    .filter((cookie) => !cookie.startsWith('mng_device='))
    .join('; ');

async function anOrder(student: Client): Promise<string> {
  const { offer, variants } = await aPromotion(shop);
  const lines = [{ offerId: offer.id, variantId: variants[0]?.id, quantity: 1, unitPrice: 1_290_000 }];
  const placed = await student.post<PlacedOrderAnswer>(
    '/api/customer/orders',
    { lines, recipient: RECIPIENT },
    { 'Idempotency-Key': randomUUID() },
  );
  const { number } = placed.body.order;
  await Order.update({ number }, { state: 'paid', holdDevice: null });
  return number;
}

// Each request comes from an address of its own: what slows guessing down must not hide what else would be answered.
let stranger = 0;
const nextAddress = () => `10.${(++stranger >> 16) & 255}.${(stranger >> 8) & 255}.${stranger & 255}`;

function send(route: Route, change: Partial<RawRequest> = {}): Promise<RawAnswer> {
  const cookie = route.as && cookies[route.as];
  return rawRequest(door.url, {
    method: route.method,
    path: concrete(route.path),
    ...change,
    headers: {
      'X-Forwarded-For': nextAddress(),
      ...(change.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(cookie ? { Cookie: cookie } : {}),
      ...route.headers,
      ...change.headers,
    },
  });
}

const INSIDES = /node_modules|\.ts:\d|\bat \w+ \(|SELECT |UPDATE |INSERT |sqlite|mysql|typeorm|zod|express|<html|<!doctype|Error:/i;

/** A refusal as the contract promises it: a problem a person can act on, with nothing of the inside. */
function expectProblem(answer: RawAnswer, ...statuses: number[]): Problem {
  if (statuses.length > 0) expect(statuses, answer.text.slice(0, 500)).toContain(answer.status);
  expect(answer.status, answer.text.slice(0, 500)).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  const problem = Problem.strict().parse(JSON.parse(answer.text));
  expect(problem).toMatchObject({ status: answer.status, type: `urn:mngshop:problem:${problem.code}` });
  expect(problem.title).not.toBe('');
  expect(problem.detail).toMatch(/[가-힣].*요\./);
  expect(answer.text).not.toMatch(INSIDES);
  expect(answer.text.length).toBeLessThan(30_000);
  return problem;
}

it('the table below has every route', () => {
  const real = [...customerRoutes(shop.ctx), ...otherRoutes(shop.ctx)];
  expect([...ROUTES.map(name).filter((route) => route !== 'GET /api/orders/history'), ...BOOTPAY].toSorted()).toEqual(real.toSorted());
});

describe('who is nobody', () => {
  it.each(named(ROUTES.filter((route) => !route.open)))(
    'is 401 at %s, without a cookie, with a broken one, with one of the other kind',
    async (_name, route) => {
      const foreign = cookies[route.as === 'staff' ? 'customer' : 'staff'] ?? '';
      const body = route.body === undefined ? {} : { body: JSON.stringify(route.body) };
      const broken = `${(route.as && cookies[route.as]) ?? ''}x`;
      for (const Cookie of ['', broken, foreign, broken.replace(/=.*/, '=a.b.c'), `${broken.replace(/=.*/, '')}=${'9'.repeat(6_000)}`]) {
        expect(expectProblem(await send(route, { ...body, headers: { Cookie } }), 401).code).toBe('not_signed_in');
      }
    },
  );
});

describe('a body', () => {
  describe.each(named(WITH_BODY))('to %s', (_name, route) => {
    const valid = route.body as Record<string, unknown>;
    const json = (value: unknown) => send(route, { body: JSON.stringify(value) });

    it.each([
      ['cut off', '{"email": "a@', 400],
      ['of two documents', '{}{}', 400],
      ['with a comma too many', '{"a":1,}', 400],
      ['that is a word', 'undefined', 400],
      ['that is null', 'null', 400],
      ['that is a number', '1e309', 400],
      ['that is a text', '"name"', 400],
      ['of null bytes', '\u0000\u0000', 400],
      ['that is a list', '[]', 422],
      ['that is a list of what is asked for', JSON.stringify([valid]), 422],
      ['without anything', '{}', 422],
      ['of a prototype', '{"__proto__": {"email": "a@b.kr"}}', 422],
      ['of a constructor', '{"constructor": {"prototype": {"isAdmin": true}}}', 422],
      ['nested ten thousand deep', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000), 422],
      ['of ten thousand lists', '['.repeat(10_000) + ']'.repeat(10_000), 422],
      ['of ten thousand unknown fields', `{${Array.from({ length: 6_000 }, (_, n) => `"f${n}":1`).join()}}`, 422],
      ['of one megabyte', `{"a":"${'x'.repeat(1_000_000)}"}`, 413],
    ])('%s is refused', async (_kind, text, status) => {
      expectProblem(await send(route, { body: text }), status);
      expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
    });

    it('that is not there is refused', async () => {
      expectProblem(await send(route), 422);
      expectProblem(await send(route, { headers: { 'Content-Type': 'application/json', 'Content-Length': '0' } }), 422);
    });

    it.each([
      ['text/plain', 415],
      ['application/x-www-form-urlencoded', 415],
      ['multipart/form-data; boundary=x', 415],
      ['application/xml', 415],
      ['nonsense', 415],
      ['', 415],
      ['application/json; charset=latin1', 415],
      ['application/json; charset=no-such', 415],
    ])('of the type “%s” is refused', async (type, status) => {
      expectProblem(await send(route, { body: JSON.stringify(valid), headers: { 'Content-Type': type } }), status);
    });

    it.each([
      ['gzip that is none', 'gzip', Buffer.from('hello'), 400],
      ['gzip cut off', 'gzip', gzipSync('{"a":1}').subarray(0, 12), 400],
      ['a kilobyte that unfolds to a megabyte', 'gzip', gzipSync(`{"a":"${'x'.repeat(1_000_000)}"}`), 413],
      ['the same in brotli', 'br', brotliCompressSync(`{"a":"${'x'.repeat(1_000_000)}"}`), 413],
      ['an encoding nobody knows', 'pied-piper', Buffer.from('{}'), 415],
      ['bytes that are no UTF-8', 'identity', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 422],
    ])('as %s is refused', async (_kind, encoding, body, status) => {
      expectProblem(await send(route, { body, headers: { 'Content-Encoding': encoding } }), status);
    });

    it('with a field nobody knows is refused, and the field is named', async () => {
      const problem = expectProblem(await json({ ...valid, isAdmin: true }), 422);
      expect(problem.errors?.map((error) => error.path)).toEqual(['isAdmin']);
    });

    it('with a field of another kind is refused, and the field is named', async () => {
      for (const { path, kind, text } of wrongFields(valid)) {
        const answer = await send(route, { body: text });
        expect([path, kind, answer.status]).toEqual([path, kind, 422]);
        expect([kind, expectProblem(answer).errors?.[0]?.path]).toEqual([kind, expect.stringMatching(new RegExp(`^${path}`))]);
      }
    });

    it('with a text that breaks programs breaks nothing', async () => {
      for (const text of wildTexts(valid)) {
        const answer = await send(route, { body: text });
        if (answer.status >= 400) expectProblem(answer);
      }
    });
  });

  it('is never random enough to break anything', { timeout: 120_000 }, async () => {
    for (const route of WITH_BODY) {
      const valid = route.body as Record<string, unknown>;
      await fc.assert(
        fc.asyncProperty(randomBody(valid), async (body) => {
          const answer = await send(route, { body });
          if (answer.status >= 400) expectProblem(answer);
        }),
        { seed: 20_261_122, numRuns: 100 },
      );
    }
  });
});

/** One text per field and wrong kind; `RAW` stands for what JSON.stringify would not write. */
function wrongFields(valid: Record<string, unknown>): { path: string; kind: string; text: string }[] {
  return leaves(valid).flatMap(({ path, value }) =>
    (WRONG[Array.isArray(value) ? 'array' : typeof value] ?? []).map((literal) => ({
      path: path.join('.'),
      kind: literal.slice(0, 30),
      text: JSON.stringify(replaced(valid, path, 'RAW')).replace('"RAW"', literal),
    })),
  );
}
const DEEP = '['.repeat(5_000) + ']'.repeat(5_000);
const WRONG: Record<string, string[]> = {
  string: ['null', '7', 'true', '[]', '{}', '{"$gt":""}', '["a"]', DEEP],
  boolean: ['null', '0', '1', '"true"', '[]', '{}'],
  number: ['null', '"1"', '"1e309"', '1e309', '-1e309', '-1', '1.5', '9007199254740993', '99999999999999999999', '[]', '{}', 'true'],
  object: ['null', '"x"', '3', '[]', 'true'],
  array: ['null', '"x"', '{}', '[]', '[null]', '[[]]', `[${'1,'.repeat(20_000)}1]`, '{"0":{},"length":1}'],
};

/** Texts of the right type with everything in them that breaks programs. */
function wildTexts(valid: Record<string, unknown>): string[] {
  const wild = [
    '',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udfff\ud800',
    '💥👩‍👩‍👧‍👦🇰🇷',
    '‮evil',
    "'; DROP TABLE orders; --",
    '" OR 1=1',
    '%00%0d%0aSet-Cookie: a=b',
    '\r\nSet-Cookie: a=b',
    '<script>alert(1)</script>',
    '{{7*7}}${7*7}',
    '../../../../etc/passwd',
    'ﷺ'.repeat(500),
    'x'.repeat(60_000),
    'İ'.repeat(254),
    '1e309',
    'NaN',
    '__proto__',
    'a@mngshop.test\u0000',
    '010-1234-5678\n',
    '０１０１２３４５６７８',
  ];
  return leaves(valid)
    .filter(({ value }) => typeof value === 'string')
    .flatMap(({ path }) => wild.map((text) => JSON.stringify(replaced(valid, path, text))));
}

function leaves(value: unknown, path: string[] = []): { path: string[]; value: unknown }[] {
  const children = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const below = children.flatMap(([key, child]) => leaves(child, [...path, key]));
  return path.length === 0 ? below : [{ path, value }, ...below];
}

function replaced<T>(value: T, path: string[], by: unknown): T {
  const copy = structuredClone(value);
  const parent = path.slice(0, -1).reduce((at: object, key) => Reflect.get(at, key) as object, copy as object);
  Reflect.set(parent, path.at(-1) ?? '', by);
  return copy;
}

/** Any JSON at all, or what is asked for with one or more places replaced by any JSON. */
function randomBody(valid: Record<string, unknown>): fc.Arbitrary<string> {
  const any = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });
  const places = leaves(valid).map(({ path }) => path);
  const changed = fc
    .array(fc.tuple(fc.constantFrom(...places), any), { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce((body, [path, by]) => (reaches(body, path) ? replaced(body, path, by) : body), valid));
  return fc.oneof(any, changed, fc.dictionary(fc.string({ unit: 'binary' }), any)).map((value) => JSON.stringify(value));
}

// An earlier change may have replaced what a later one would go into.
const reaches = (value: unknown, [key, ...rest]: string[]): boolean =>
  typeof value === 'object' && value !== null && key !== undefined && (rest.length === 0 || reaches(Reflect.get(value, key), rest));

describe('what should carry no body', () => {
  it.each(named(CHANGING.filter((route) => route.body === undefined)))('%s reads none that is broken', async (_name, route) => {
    expectProblem(await send(route, { body: '{"broken' }), 400);
    expectProblem(await send(route, { body: 'x', headers: { 'Content-Type': 'text/plain' } }), 415);
    expectProblem(await send(route, { body: `"${'x'.repeat(1_000_000)}"` }), 413);
  });
});

describe('a call from another site', () => {
  const evil = () => [
    'https://evil.example',
    'null',
    '',
    'file://',
    `${door.url}.evil.example`,
    `${door.url}/`,
    door.url.replace('http:', 'https:'),
    'http://127.0.0.1:1',
  ];

  it.each(named(CHANGING))('to %s is refused before anything is read', async (_name, route) => {
    for (const Origin of evil()) {
      const answer = await send(route, { body: JSON.stringify(route.body ?? {}), headers: { Origin } });
      expect([Origin, expectProblem(answer, 403).code]).toEqual([Origin, 'other_origin']);
    }
  });

  it.each(named(CHANGING.filter((route) => route.body !== undefined)))('to %s passes from our own pages', async (_name, route) => {
    const answer = await send(route, { body: '{', headers: { Origin: door.url } });
    expect(expectProblem(answer, 400).code).toBe('malformed_json');
  });

  it('leaves no trace', async () => {
    const email = `evil-${randomUUID()}@mngshop.test`;
    const university = await aUniversity();
    const body = JSON.stringify({ ...ROUTES[1]?.body, email, university: university.slug });
    const signUp = ROUTES[1] as Route;
    expectProblem(await send(signUp, { body, headers: { Origin: 'https://evil.example' } }), 403);
    expect(await Customer.countBy({ email })).toBe(0);
    expect((await send(signUp, { body, headers: { Origin: door.url } })).status).toBe(201);
  });

  it('is judged by the shop’s own address where there is one, whatever the Host says', async () => {
    const settings = { ...shop.ctx.settings, appEnv: 'dev' as const, publicOrigin: 'https://shop.example' };
    const outside = await anotherDoor({ ...shop.ctx, settings });
    const from = (Origin: string, Host = 'shop.example') =>
      rawRequest(outside.url, {
        method: 'POST',
        path: '/api/customer/session',
        body: '{',
        headers: { 'Content-Type': 'application/json', Origin, Host },
      });
    expectProblem(await from('https://shop.example'), 400);
    expectProblem(await from('https://shop.example', 'evil.example'), 400);
    expectProblem(await from('https://evil.example', 'evil.example'), 403);
    expectProblem(await from(outside.url), 403);
    outside.stop();
  });

  it('may read what is public, with no leave for another site to see it', async () => {
    const answer = await send(ROUTES[0] as Route, { headers: { Origin: 'https://evil.example' } });
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([200, undefined]);
  });
});

describe('a method that a path does not have', () => {
  const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'PURGE', 'LOCK', 'SEARCH', 'TRACE'];
  const paths = [...new Set(ROUTES.map((route) => route.path))];
  const has = (method: string, path: string) => ROUTES.some((route) => route.method === method && concrete(route.path) === path);

  it.each(paths)('is 404 at %s', async (path) => {
    const route = ROUTES.find((other) => other.path === path) as Route;
    for (const method of METHODS.filter((wrong) => !has(wrong, concrete(path)))) {
      // `/orders/history` is also what `/orders/:number` would take.
      if (path.endsWith('/history') && method === 'GET') continue;
      expect([method, expectProblem(await send(route, { method }), 404).code]).toEqual([method, 'not_found']);
    }
  });
});

describe('an address', () => {
  const customer = (path: string) => send({ method: 'GET', path: '', as: 'customer' }, { path });

  it.each([
    '/api/customer/promotions/%E0%A4%A',
    '/api/customer/promotions/%',
    '/api/customer/promotions/%zz',
    '/api/customer/products/%ff',
    '/api/customer/products/%C0%AE%C0%AE',
    '/api/customer/orders/%E0%A4%A',
  ])('%s that cannot be decoded is 400', async (path) => {
    expectProblem(await customer(path), 400);
  });

  it.each([
    '/api',
    '/api/',
    '/api/nope',
    '/api/customer',
    '/api/customer/',
    '/api/customer/nope',
    '/api/admin/nope',
    '/api/payments/bootpay/nope',
    '/api/customer/promotions/a/b',
    '/api/customer//promotions',
    '/api/customer/promotions/..',
    '/api/customer/promotions/..%2f..%2fadmin',
    '/api/customer/promotions/%00',
    '/api/customer/promotions/a%0d%0aSet-Cookie:%20a=b',
    `/api/customer/orders/${encodeURIComponent('주문')}`,
    '/api/customer/orders/%F0%9F%92%BB',
    '/api/customer/orders/__proto__',
    '/api/customer/orders/1%20OR%201=1',
    '/api/customer/promotions/constructor',
    '/images/..%2f..%2fpackage.json',
    '/images/nope.webp',
  ])('%s that leads nowhere is 404', async (path) => {
    const answer = await customer(path);
    expect(expectProblem(answer, 404).code).toBe('not_found');
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('that never ends leads nowhere either', async () => {
    for (const path of [`promotions/${'a'.repeat(8_000)}`, `products/${'%F0%9F%92%BB'.repeat(500)}`, `orders/${'9'.repeat(8_000)}`])
      expectProblem(await customer(`/api/customer/${path}`), 404);
  });

  it.each([
    ['limit=0', 422],
    ['limit=-1', 422],
    ['limit=101', 422],
    ['limit=1.5', 422],
    ['limit=1e309', 422],
    ['limit=abc', 422],
    ['limit=', 422],
    ['limit=%00', 422],
    ['limit=1&limit=2', 422],
    ['cursor=a&cursor=b', 422],
    ['cursor=garbage', 422],
    ['cursor=%00', 422],
    ['cursor=%F0%9F%92%BB', 422],
    [`cursor=${Buffer.from('o-1').toString('base64url')}`, 422],
    [`cursor=${Buffer.from('o1 OR 1=1').toString('base64url')}`, 422],
    [`cursor=${Buffer.from('o99999999999').toString('base64url')}`, 422],
    [`cursor=${Buffer.from('o9999999999').toString('base64url')}`, 200],
    ['cursor[$ne]=1', 200],
    ['__proto__[limit]=0', 200],
    ['limit=%E0%A4%A', 422],
    ['', 200],
  ])('of the history with ?%s is %d', async (search, status) => {
    for (const path of ['/api/customer/orders/history', '/api/orders/history']) {
      const answer = await customer(`${path}?${search}`);
      if (status === 200) expect(HistoryAnswer.parse(JSON.parse(answer.text)).orders).toHaveLength(orders.size);
      else expect(expectProblem(answer, status).code).toBe('invalid');
    }
  });

  it('of the history with an endless cursor is 422, and with an endless anything else what it was', async () => {
    const history = '/api/customer/orders/history';
    expect(expectProblem(await customer(`${history}?cursor=${'A'.repeat(8_000)}`), 422).code).toBe('invalid');
    expect((await customer(`${history}?nobody=${'x'.repeat(8_000)}`)).status).toBe(200);
  });

  it.each([
    '',
    'export=',
    'export=x',
    `export=${'g'.repeat(32)}`,
    'export=a&export=b',
    `export=${'a'.repeat(32)}&limit=0`,
    `export=${'a'.repeat(32)}&cursor=x`,
  ])('of the export with ?%s is 422', async (search) => {
    expectProblem(await send({ method: 'GET', path: '', as: 'staff' }, { path: `/api/admin/orders?${search}` }), 422);
  });
});

describe('a header', () => {
  const order = ROUTES.find((route) => route.path === '/api/customer/orders') as Route;

  it.each([
    ['no key', undefined],
    ['an empty key', ''],
    ['a short key', 'short'],
    ['a key with a space', 'two words here'],
    ['a key beyond ASCII', 'schlüssel-1'],
    ['a key too long', 'k'.repeat(81)],
  ])('with %s places no order', async (_kind, key) => {
    const { headers: _none, ...bare } = order;
    const problem = expectProblem(
      await send(bare, { body: JSON.stringify(order.body), headers: key === undefined ? {} : { 'Idempotency-Key': key } }),
      422,
    );
    expect(problem.errors?.[0]?.path).toBe('Idempotency-Key');
  });

  it('that asks for compression, another language or another type is answered with a problem all the same', async () => {
    for (const headers of [
      { Accept: 'text/html' },
      { 'Accept-Language': 'en' },
      { Accept: 'image/*;q=2' },
      { 'If-Match': '"x"' },
      { Range: 'bytes=0-0' },
    ]) {
      expectProblem(await send({ method: 'GET', path: '/api/customer/promotions/:slug', as: 'customer' }, { headers }), 404);
    }
  });

  it('that says it came from elsewhere moves no answer elsewhere', async () => {
    const headers = {
      Host: 'evil.example',
      'X-Forwarded-Host': 'evil.example',
      'X-Original-URL': '/admin',
      'X-HTTP-Method-Override': 'DELETE',
    };
    const answer = await send(ROUTES[4] as Route, { headers });
    expect([answer.status, answer.text]).toEqual([200, expect.not.stringContaining('evil.example')]);
    const open = await aPromotion(shop);
    const page = await send(
      { method: 'GET', path: '', as: 'customer' },
      { path: `/api/customer/promotions/${open.promotion.slug}`, headers },
    );
    expect(page.text).not.toContain('evil.example');
  });
});
