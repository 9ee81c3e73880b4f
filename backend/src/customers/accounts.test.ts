import jwt from 'jsonwebtoken';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { University } from '../catalog/university.entity.js';
import { CustomerAnswer, MeAnswer, type PlacedOrderAnswer, Problem } from '../contract/index.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { Order } from '../orders/order.entity.js';
import { hashPassword } from '../kernel/passwords.js';
import { Staff } from '../staff/staff.entity.js';
import { anotherDoor } from '../testing/another-door.js';
import { Client } from '../testing/client.js';
import { solveWork } from '../testing/solve-work.js';
import { aPromotion, aStudent, aUniversity, RECIPIENT } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { changeMe } from '../accounts/change-me.js';
import { Consent } from './consent.entity.js';
import { Customer } from './customer.entity.js';
import { CustomerAddress } from './customer-address.entity.js';
import { CustomerSession } from './customer-session.entity.js';
import { OneTimeCode } from './one-time-code.entity.js';
import { saveAddress } from './save-address.js';
import { signIn } from './sign-in.js';

const PASSWORD = 'long enough 123';
const MINUTE = 60_000;
const DAY = 86_400_000;

let shop: TestShop;
let university: University;
beforeAll(async () => {
  shop = await startShop();
  university = await aUniversity();
});
afterAll(() => shop.stop());

type Told = { code: string; detail: string; errors?: { path: string; message: string }[] } & MeAnswer;

const signUpBody = (change: object = {}, consents: object = {}) => ({
  email: `new-${randomUUID()}@mngshop.test`,
  password: PASSWORD,
  name: '김새벽',
  phone: '010-1234-5678',
  university: university.slug,
  consents: { terms: true, privacy: true, age14: true, marketingSms: false, nightSms: false, ...consents },
  ...change,
});
const signUp = (body: unknown, client = new Client(shop.url)) => client.post<Told>('/api/customer/sign-up', body);
const enter = (email: string, password = PASSWORD, client = new Client(shop.url)) =>
  client.post<Told>('/api/customer/session', { email, password });
const me = (client: Client) => client.get<Told>('/api/customer/me');
const setCookie = (headers: Headers) => headers.getSetCookie().find((cookie) => cookie.includes('mng_customer='));

/** A browser that kept a cookie whatever the shop said since. */
function replay(cookie: string, url = shop.url) {
  const client = new Client(url);
  const headers = { Cookie: cookie };
  return {
    me: () => client.get<Told>('/api/customer/me', headers),
    promotions: () => client.get<Told>('/api/customer/promotions', headers),
    signOut: () => client.send<Told>('DELETE', '/api/customer/session', undefined, headers),
  };
}

async function expectSignedOut(cookie: string, url = shop.url) {
  const { me: asked, promotions, signOut } = replay(cookie, url);
  expect([(await asked()).status, (await asked()).text]).toEqual([200, '{"customer":null}']);
  for (const answer of [await promotions(), await signOut()]) {
    expect([answer.status, answer.body.code]).toEqual([401, 'not_signed_in']);
    expect(answer.headers.get('Content-Type')).toContain('application/problem+json');
    Problem.parse(answer.body);
  }
}

describe('signing up', () => {
  it('makes an account, signs it in, and keeps the phone as digits and the e-mail in lower case', async () => {
    const client = new Client(shop.url);
    const body = signUpBody({ email: `  Mixed-${randomUUID()}@MNGshop.test ` }, { marketingSms: true });
    const answer = await signUp(body, client);
    expect(answer.status).toBe(201);
    const { customer } = CustomerAnswer.parse(answer.body);
    expect(customer).toEqual({
      email: body.email.trim().toLowerCase(),
      name: '김새벽',
      phone: '01012345678',
      phoneVerified: false,
      university: { slug: university.slug, name: university.name },
      consents: { terms: true, privacy: true, age14: true, marketingSms: true, nightSms: false },
      address: null,
    });
    expect((await me(client)).body).toEqual({ customer });
    expect(answer.text).not.toMatch(/hash|argon/i);
  });

  it('keeps one row per consent that was given, with the version of its text', async () => {
    const body = signUpBody({}, { nightSms: true });
    await signUp(body);
    const { id } = await Customer.findOneByOrFail({ email: body.email });
    const consents = await Consent.findBy({ customerId: id });
    expect(consents.map(({ kind }) => kind).toSorted()).toEqual(['age14', 'night_sms', 'privacy', 'terms']);
    for (const { textVersion, withdrawnAt } of consents) {
      expect(textVersion).toMatch(/^\d{4}-\d{2}$/);
      expect(withdrawnAt).toBeNull();
    }
  });

  it.each([
    ['without the terms', 'consents.terms', {}, { terms: false }],
    ['without the privacy consent', 'consents.privacy', {}, { privacy: false }],
    ['below fourteen', 'consents.age14', {}, { age14: false }],
    ['with a consent that is not a yes', 'consents.terms', {}, { terms: 'true' }],
    ['with a consent left out', 'consents.privacy', {}, { privacy: undefined }],
    ['at a university we do not have', 'university', { university: 'nowhere' }, {}],
    ['without a university', 'university', { university: undefined }, {}],
    ['with an empty university', 'university', { university: '' }, {}],
    ['with a phone that is none', 'phone', { phone: '02-123-4567' }, {}],
    ['with a phone too long', 'phone', { phone: '010-1234-56789' }, {}],
    ['with a phone of letters', 'phone', { phone: '010-abcd-5678' }, {}],
    ['with a short password', 'password', { password: '123456789' }, {}],
    ['with an endless password', 'password', { password: 'x'.repeat(201) }, {}],
    ['with an e-mail that is none', 'email', { email: 'student' }, {}],
    ['with a name of spaces', 'name', { name: '   ' }, {}],
    ['with a name of two lines', 'name', { name: '김\n새벽' }, {}],
    ['with half a character in the name', 'name', { name: '김\ud800' }, {}],
    ['with a field nobody knows', 'role', { role: 'owner' }, {}],
  ])('is refused %s', async (_name, path, change, consents) => {
    const body = signUpBody(change, consents);
    const client = new Client(shop.url);
    const answer = await signUp(body, client);
    expect([answer.status, answer.body.code]).toEqual([422, 'invalid']);
    expect(new Set(answer.body.errors?.map((error) => error.path))).toEqual(new Set([path]));
    expect(answer.body.detail).toMatch(/[가-힣]/);
    expect(client.cookieHeader).toBe('');
    expect(await Customer.countBy({ email: body.email })).toBe(0);
  });

  it('is refused at a university that was closed', async () => {
    const closed = await aUniversity();
    await University.update({ id: closed.id }, { active: false });
    expect((await signUp(signUpBody({ university: closed.slug }))).status).toBe(422);
  });

  it('is refused for an e-mail that has an account, however it is written, and signs nobody in', async () => {
    const body = signUpBody();
    await signUp(body);
    const client = new Client(shop.url);
    const again = await signUp({ ...body, email: body.email.toUpperCase() }, client);
    expect([again.status, again.body.code]).toEqual([409, 'email_taken']);
    expect(client.cookieHeader).toBe('');
  });

  it('of one e-mail twice at once makes one account', async () => {
    const body = signUpBody();
    const answers = await Promise.all([signUp(body), signUp(body), signUp(body)]);
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
    expect(await Customer.countBy({ email: body.email })).toBe(1);
  });
});

describe('signing in', () => {
  it('works with the e-mail in any case and gives the account', async () => {
    const student = await aStudent(shop, university);
    const client = new Client(shop.url);
    const answer = await enter(student.email.toUpperCase(), PASSWORD, client);
    expect(answer.status).toBe(201);
    expect(CustomerAnswer.parse(answer.body).customer.email).toBe(student.email);
    expect((await me(client)).body.customer?.email).toBe(student.email);
  });

  it('is refused alike for a wrong password and an unknown e-mail', async () => {
    const student = await aStudent(shop, university);
    const wrong = await enter(student.email, 'not my password');
    const unknown = await enter(`nobody-${randomUUID()}@mngshop.test`);
    expect([wrong.status, wrong.body.code]).toEqual([401, 'wrong_credentials']);
    expect(unknown.status).toBe(401);
    expect(unknown.text).toBe(wrong.text);
    expect(setCookie(wrong.headers)).toBeUndefined();
  });

  it('with the old password, begun before the password was changed, opens no session after it', async () => {
    const student = await aStudent(shop, university);
    const { id } = await Customer.findOneByOrFail({ email: student.email });
    const passwordHash = await hashPassword('another one 456');
    // The password changes between the check and the new session: where a slow sign-in would slip in.
    const { db } = shop.ctx;
    const racing = Object.create(db) as typeof db;
    racing.createQueryRunner = (mode) => {
      const runner = db.createQueryRunner(mode);
      const start = runner.startTransaction.bind(runner);
      runner.startTransaction = async (level) => {
        await db.manager.update(Customer, { id }, { passwordHash });
        await start(level);
      };
      return runner;
    };
    const late = signIn({ ...shop.ctx, db: racing, actor: { kind: 'visitor' } }, { email: student.email, password: PASSWORD });
    await expect(late).rejects.toMatchObject({ status: 401, code: 'wrong_credentials' });
    expect(await CustomerSession.countBy({ customerId: id })).toBe(1);
  });
});

describe('the cookie', () => {
  it('is HttpOnly, Lax, for the whole site and for thirty days', async () => {
    const cookie = setCookie((await signUp(signUpBody())).headers) ?? '';
    expect(cookie).toMatch(/^mng_customer=/);
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/', `Max-Age=${(30 * DAY) / 1000}`]) expect(cookie.split('; ')).toContain(part);
    expect(cookie).not.toMatch(/Domain=|Secure/);
  });

  it('is bound to the host and to TLS everywhere but on a developer’s machine', async () => {
    const door = await anotherDoor({ ...shop.ctx, settings: { ...shop.ctx.settings, appEnv: 'dev' } });
    const client = new Client(door.url);
    const answer = await signUp(signUpBody(), client);
    const cookie = setCookie(answer.headers) ?? '';
    expect(cookie).toMatch(/^__Host-mng_customer=/);
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/', 'Secure']) expect(cookie.split('; ')).toContain(part);
    expect(cookie).not.toContain('Domain=');
    expect((await me(client)).body.customer).not.toBeNull();
    const token = client.cookieHeader.replace('__Host-', '');
    expect((await replay(token, door.url).me()).text).toBe('{"customer":null}');
    const gone = setCookie((await client.send('DELETE', '/api/customer/session')).headers) ?? '';
    for (const part of ['__Host-mng_customer=', 'Path=/', 'Secure']) expect(gone).toContain(part);
    door.stop();
  });

  it('is never sent on the public list of universities, which caches may keep', async () => {
    const student = await aStudent(shop, university);
    shop.clock.pass(2 * DAY);
    const list = await student.get('/api/customer/universities');
    expect([list.status, list.headers.get('Cache-Control')]).toEqual([200, 'public, max-age=300']);
    expect(list.headers.getSetCookie()).toEqual([]);
    expect(setCookie((await me(student)).headers)).toBeDefined();
  });
});

describe('a session', () => {
  it('ended by signing out works nowhere any more, while other devices stay', async () => {
    const student = await aStudent(shop, university);
    const phone = new Client(shop.url);
    await enter(student.email, PASSWORD, phone);
    const cookie = student.cookieHeader;
    const out = await student.send('DELETE', '/api/customer/session');
    expect([out.status, out.text, student.cookieHeader]).toEqual([204, '', expect.not.stringContaining('mng_customer')]);
    await expectSignedOut(cookie);
    expect((await me(phone)).body.customer?.email).toBe(student.email);
  });

  it('slides while it is used, writing and sending the cookie at most once a day', async () => {
    const student = await aStudent(shop, university);
    shop.clock.pass(23 * 60 * MINUTE);
    expect(setCookie((await me(student)).headers)).toBeUndefined();
    shop.clock.pass(2 * 60 * MINUTE);
    expect(setCookie((await me(student)).headers)).toContain(`Max-Age=${(30 * DAY) / 1000}`);
    expect(setCookie((await me(student)).headers)).toBeUndefined();
    for (let use = 0; use < 3; use++) {
      shop.clock.pass(29 * DAY);
      expect((await me(student)).body.customer?.email).toBe(student.email);
    }
  });

  it('unused for thirty days is over, to the millisecond', async () => {
    const student = await aStudent(shop, university);
    const [session] = await CustomerSession.findBy({ customerId: (await Customer.findOneByOrFail({ email: student.email })).id });
    const end = session?.expiresAt.getTime() ?? 0;
    shop.clock.pass(end - shop.clock.now().getTime() - 5_000);
    expect((await me(student)).body.customer?.email).toBe(student.email);
    const [slid] = await CustomerSession.findBy({ id: session?.id ?? '' });
    shop.clock.pass((slid?.expiresAt.getTime() ?? 0) - shop.clock.now().getTime());
    await expectSignedOut(student.cookieHeader);
  });
});

describe('a token that is not ours to take', () => {
  const sign = (payload: object, options: jwt.SignOptions = {}, key = shop.ctx.settings.secrets.customerToken) =>
    `mng_customer=${jwt.sign(payload, key, { algorithm: 'HS256', audience: 'customer', ...options })}`;
  let student: Awaited<ReturnType<typeof aStudent>>;
  let session: string;
  beforeAll(async () => {
    student = await aStudent(shop, university);
    const { id } = await Customer.findOneByOrFail({ email: student.email });
    session = (await CustomerSession.findOneByOrFail({ customerId: id })).id;
  });
  // What proves the refusals: the same token, rightly made, is taken before and after them.
  const isStillTaken = async () => {
    const answer = await replay(sign({}, { jwtid: session, expiresIn: '1h' })).me();
    expect(answer.body.customer?.email).toBe(student.email);
  };
  beforeAll(isStillTaken);
  afterAll(isStillTaken);

  it.each([
    ['has run out', (jwtid: string) => sign({}, { jwtid, expiresIn: -1 })],
    ['was signed with another key', (jwtid: string) => sign({}, { jwtid }, 'another key '.repeat(4))],
    ['was signed with the staff’s key', (jwtid: string) => sign({}, { jwtid }, shop.ctx.settings.secrets.staffToken)],
    ['is for another audience', (jwtid: string) => sign({}, { jwtid, audience: 'admin' })],
    ['is for nobody', (jwtid: string) => `mng_customer=${jwt.sign({ jti: jwtid }, shop.ctx.settings.secrets.customerToken)}`],
    ['uses another algorithm', (jwtid: string) => sign({}, { jwtid, algorithm: 'HS512' })],
    ['is not signed at all', (jwtid: string) => `mng_customer=${jwt.sign({ jti: jwtid, aud: 'customer' }, null, { algorithm: 'none' })}`],
    ['names no session', () => sign({})],
    ['names a session that never was', () => sign({}, { jwtid: 'f'.repeat(32) })],
    ['names a session in emoji', () => sign({}, { jwtid: '🌙'.repeat(9) })],
    ['names a session by a number', () => sign({ jti: 1 })],
    ['names a session by an object', () => sign({ jti: { $ne: null } })],
    ['is no token', () => 'mng_customer=hello'],
    ['is made of dots', () => 'mng_customer=..'],
    ['is JSON that is broken', () => 'mng_customer=e30.e30x.e30'],
    ['is not encodable', () => 'mng_customer=%E0%A4%A'],
    ['is empty', () => 'mng_customer='],
  ])('because it %s', async (_name, make) => {
    await expectSignedOut(make(session));
  });

  it('because one letter of it was changed', async () => {
    const [head = '', payload = '', signature = ''] = student.cookieHeader.split('.');
    const claims = { ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object), sub: '1' };
    const forged = Buffer.from(JSON.stringify(claims)).toString('base64url');
    await expectSignedOut([head, forged, signature].join('.'));
    await expectSignedOut([head, payload, `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`].join('.'));
  });

  it('because it is a member of staff’s, and a customer’s opens nothing of the staff', async () => {
    const email = `owner-${randomUUID()}@mngshop.test`;
    await Staff.save({ email, name: '소유자', role: 'owner', passwordHash: await hashPassword(PASSWORD), createdAt: shop.clock.now() });
    const owner = new Client(shop.url);
    expect((await owner.post('/api/admin/session', { email, password: PASSWORD })).status).toBe(201);
    const staffToken = owner.cookieHeader.replace('mng_admin=', '');
    await expectSignedOut(`mng_customer=${staffToken}`);
    await expectSignedOut(owner.cookieHeader);
    for (const cookie of [student.cookieHeader, student.cookieHeader.replace('mng_customer=', 'mng_admin=')]) {
      const answer = await new Client(shop.url).post<Told>('/api/admin/exports', { reason: '확인', filters: {} }, { Cookie: cookie });
      expect([answer.status, answer.body.code]).toEqual([401, 'not_signed_in']);
    }
  });
});

describe('one’s own account', () => {
  it('is null to a visitor, and everything else of it is 401', async () => {
    const visitor = new Client(shop.url);
    const answer = await me(visitor);
    expect([answer.status, MeAnswer.parse(answer.body)]).toEqual([200, { customer: null }]);
    expect(answer.headers.get('Cache-Control')).toContain('no-store');
    const rest = await Promise.all([
      visitor.send<Told>('PATCH', '/api/customer/me', { name: '누구' }),
      visitor.send<Told>('PUT', '/api/customer/me/password', { currentPassword: PASSWORD, password: PASSWORD }),
      visitor.send<Told>('PUT', '/api/customer/me/address', RECIPIENT),
      visitor.send<Told>('DELETE', '/api/customer/me'),
      visitor.send<Told>('DELETE', '/api/customer/session'),
    ]);
    for (const refused of rest) expect([refused.status, refused.body.code]).toEqual([401, 'not_signed_in']);
  });

  it('changes what is given and leaves the rest', async () => {
    const student = await aStudent(shop, university);
    const patch = (body: unknown) => student.send<Told>('PATCH', '/api/customer/me', body);
    const before = (await me(student)).body.customer;
    expect((await patch({ name: ' 새 이름 ' })).body.customer).toEqual({ ...before, name: '새 이름' });
    expect((await patch({ phone: '011-222-3333' })).body.customer).toMatchObject({ name: '새 이름', phone: '0112223333' });
    const yes = await patch({ consents: { marketingSms: true } });
    expect(yes.body.customer).toMatchObject({ consents: { terms: true, marketingSms: true, nightSms: false } });
    expect((await patch({ consents: { marketingSms: false } })).body.customer).toMatchObject({ consents: { marketingSms: false } });
    await patch({ consents: { marketingSms: true } });
    const { id } = await Customer.findOneByOrFail({ email: student.email });
    const kept = await Consent.find({ where: { customerId: id, kind: 'marketing_sms' }, order: { id: 'ASC' } });
    expect(kept.map((row) => row.withdrawnAt === null)).toEqual([false, true]);
    for (const body of [{}, { university: university.slug }, { email: 'a@b.kr' }, { consents: { terms: false } }, { name: null }]) {
      expect((await patch(body)).status).toBe(422);
    }
    expect((await me(student)).body.customer).toMatchObject({ email: student.email, name: '새 이름' });
  });

  it('loses its verified phone only with another number', async () => {
    const student = await aStudent(shop, university);
    await Customer.update({ email: student.email }, { phoneVerifiedAt: shop.clock.now() });
    const patch = async (phone: string) => (await student.send<Told>('PATCH', '/api/customer/me', { phone })).body.customer?.phoneVerified;
    expect(await patch(student.phone)).toBe(true);
    expect(await patch('010-9876-5432')).toBe(false);
  });

  it('has one address, replaced as a whole', async () => {
    const student = await aStudent(shop, university);
    const put = (body: object) => student.send<Told>('PUT', '/api/customer/me/address', body);
    const first = await put({ ...RECIPIENT, memo: '문 앞에 두세요' });
    expect(first.body.customer).toMatchObject({ address: { ...RECIPIENT, phone: '01012345678', memo: '문 앞에 두세요' } });
    const { memo: _memo, address2: _two, ...short } = RECIPIENT;
    const second = await put({ ...short, postcode: '06236' });
    expect(second.body.customer).toMatchObject({ address: { postcode: '06236', address2: '', memo: '' } });
    expect(second.body.customer).toEqual((await me(student)).body.customer);
    const { id } = await Customer.findOneByOrFail({ email: student.email });
    expect(await CustomerAddress.countBy({ customerId: id })).toBe(1);
    for (const wrong of [
      { postcode: '1234' },
      { postcode: 12345 },
      { phone: '1' },
      { memo: '종\u0000' },
      { address2: '1\n2' },
      { name: '' },
    ]) {
      expect((await put({ ...RECIPIENT, ...wrong })).status).toBe(422);
    }
    expect((await me(student)).body.customer).toMatchObject({ address: { postcode: '06236' } });
  });
});

describe('a new password', () => {
  const change = (client: Client, currentPassword: string, password = 'another one 456') =>
    client.send<Told>('PUT', '/api/customer/me/password', { currentPassword, password });

  it('ends every session, gives this device a new one, and is the only one that signs in', async () => {
    const student = await aStudent(shop, university);
    const other = new Client(shop.url);
    await enter(student.email, PASSWORD, other);
    const before = student.cookieHeader;
    expect((await change(student, PASSWORD)).status).toBe(200);
    await expectSignedOut(before);
    expect((await me(student)).body.customer?.email).toBe(student.email);
    await expectSignedOut(other.cookieHeader);
    expect((await enter(student.email)).status).toBe(401);
    expect((await enter(student.email, 'another one 456')).status).toBe(201);
  });

  it('needs the old one, and is not guessed at for long', async () => {
    const student = await aStudent(shop, university);
    const other = new Client(shop.url);
    await enter(student.email, PASSWORD, other);
    for (let guess = 0; guess < 10; guess++) {
      const wrong = await change(student, `guess number ${guess}`);
      expect([wrong.status, wrong.body.code]).toEqual([401, 'wrong_credentials']);
    }
    expect((await change(student, PASSWORD)).status).toBe(429);
    expect((await me(other)).body.customer?.email).toBe(student.email);
    expect((await enter(student.email)).status).toBe(201);
  });

  it('must be long enough', async () => {
    const student = await aStudent(shop, university);
    const answer = await change(student, PASSWORD, 'short');
    expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([422, 'password']);
    expect((await enter(student.email)).status).toBe(201);
  });
});

describe('leaving', () => {
  async function withOrder() {
    const sale = await aPromotion(shop, { universities: [university] });
    const student = await aStudent(shop, university);
    const body = {
      lines: [{ offerId: sale.offer.id, variantId: sale.variants[0]?.id, quantity: 1, unitPrice: 1_290_000 }],
      recipient: RECIPIENT,
    };
    const placed = await student.post<PlacedOrderAnswer>('/api/customer/orders', body, { 'Idempotency-Key': 'leaving-key' });
    const { id } = await Customer.findOneByOrFail({ email: student.email });
    return { student, id, number: placed.body.order.number };
  }
  const leave = (client: Client) => client.send<Told>('DELETE', '/api/customer/me');

  it.each(['pending', 'paid', 'preparing', 'shipped', 'delivered', 'return_requested'] as const)(
    'with an order that is %s is refused with what to do, and changes nothing',
    async (state) => {
      const { student, id, number } = await withOrder();
      await Order.update({ number }, { state });
      const answer = await leave(student);
      expect([answer.status, answer.body.code]).toEqual([409, 'orders_live']);
      expect(answer.body.detail).toMatch(/취소|배송/);
      expect(await Customer.findOneByOrFail({ id })).toMatchObject({ email: student.email, leftAt: null });
      expect((await me(student)).body.customer?.email).toBe(student.email);
    },
  );

  it('erases what is personal, ends every session, and keeps the order that the law keeps', async () => {
    const { student, id, number } = await withOrder();
    await student.send('PUT', '/api/customer/me/address', RECIPIENT);
    await student.post(`/api/customer/orders/${number}/cancellation`, { reason: '탈퇴해요' });
    const now = shop.clock.now();
    const code = { purpose: 'phone' as const, codeHash: 'a'.repeat(64), createdAt: now, expiresAt: now };
    await OneTimeCode.insert({ ...code, customerId: id, phone: student.phone });
    const told = {
      channel: 'sms' as const,
      groupKey: `customer/${id}`,
      recipient: student.phone,
      text: '알려요',
      dueAt: now,
      createdAt: now,
    };
    await OutboxMessage.insert({ ...told, k: `left/${id}/1`, purpose: 'notice', customerId: id, state: 'sent' });
    await OutboxMessage.insert({ ...told, k: `left/${id}/2`, purpose: 'notice', customerId: id, state: 'due' });
    const other = new Client(shop.url);
    await enter(student.email, PASSWORD, other);
    const cookie = student.cookieHeader;

    const answer = await leave(student);
    expect([answer.status, answer.text, student.cookieHeader]).toEqual([204, '', expect.not.stringContaining('mng_customer')]);
    await expectSignedOut(cookie);
    await expectSignedOut(other.cookieHeader);
    const row = await Customer.findOneOrFail({
      where: { id },
      select: { id: true, email: true, name: true, phone: true, passwordHash: true },
    });
    expect(row).toMatchObject({ email: `left-${id}`, name: '탈퇴한 회원', phone: '', passwordHash: '' });
    expect(await CustomerAddress.countBy({ customerId: id })).toBe(0);
    expect(await OneTimeCode.countBy({ customerId: id })).toBe(0);
    expect(await Order.findOneOrFail({ where: { number }, select: { id: true, placementAnswer: true } })).toMatchObject({
      placementAnswer: null,
    });
    const messages = await OutboxMessage.findBy({ customerId: id });
    expect(messages.map(({ recipient, state }) => `${state} to ${recipient}`).toSorted()).toEqual(['dropped to ', 'sent to ']);
    expect(await Order.countBy({ number, recipientName: RECIPIENT.name })).toBe(1);
    const given = await Consent.findBy({ customerId: id });
    expect(given.every((consent) => consent.withdrawnAt !== null)).toBe(true);
  });

  it('frees the e-mail, and the new account knows nothing of the old one', async () => {
    const { student, number } = await withOrder();
    await student.post(`/api/customer/orders/${number}/cancellation`, { reason: '탈퇴해요' });
    await leave(student);
    expect((await enter(student.email)).status).toBe(401);
    const again = new Client(shop.url);
    expect((await signUp(signUpBody({ email: student.email }), again)).status).toBe(201);
    expect((await again.get<{ orders: unknown[] }>('/api/customer/orders/history')).body.orders).toEqual([]);
    expect((await again.get(`/api/customer/orders/${number}`)).status).toBe(404);
  });

  it('leaves no way in by what stands in its row now', async () => {
    const student = await aStudent(shop, university);
    const { id } = await Customer.findOneByOrFail({ email: student.email });
    await leave(student);
    for (const password of ['', PASSWORD, '탈퇴한 회원']) expect((await enter(`left-${id}`, password)).status).toBe(401);
  });

  it('is not undone by a change that was under way', async () => {
    const student = await aStudent(shop, university);
    const { id, universityId } = await Customer.findOneByOrFail({ email: student.email });
    const late = { ...shop.ctx, actor: { kind: 'customer' as const, id, universityId, sessionId: 'a'.repeat(32) } };
    await leave(student);
    const address = { ...RECIPIENT, phone: '01012345678' };
    await expect(changeMe(late, { name: '돌아온 이름', phone: '01012345678' })).rejects.toMatchObject({ status: 401 });
    await expect(saveAddress(late, address)).rejects.toMatchObject({ status: 401 });
    expect(await Customer.findOneByOrFail({ id })).toMatchObject({ name: '탈퇴한 회원', phone: '' });
    expect(await CustomerAddress.countBy({ customerId: id })).toBe(0);
  });
});

describe('guessing is slowed down', () => {
  it('after ten wrong passwords for one account, wherever they came from; work and a device of its own still open it', async () => {
    const door = await anotherDoor(shop.ctx);
    const victim = await aStudent(shop, university);
    const other = await aStudent(shop, university);
    const from = (address: string) => ({ 'X-Forwarded-For': address });
    const tryTo = (email: string, password: string, address = '203.0.113.7') =>
      new Client(door.url).post<Told>('/api/customer/session', { email, password }, from(address));
    for (let guess = 0; guess < 10; guess++) expect((await tryTo(victim.email.toUpperCase(), `guess ${guess}`)).status).toBe(401);
    const slowed = await tryTo(victim.email, PASSWORD);
    expect([slowed.status, slowed.body.code]).toEqual([429, 'too_many_requests']);
    expect(slowed.headers.get('Content-Type')).toContain('application/problem+json');
    const wait = Number(slowed.headers.get('Retry-After'));
    expect(wait).toBeGreaterThan(14 * 60);
    expect(wait).toBeLessThanOrEqual(15 * 60);
    expect((await tryTo(other.email, PASSWORD)).status).toBe(201);
    const elsewhere = await tryTo(victim.email, PASSWORD, '2001:db8::1');
    expect([elsewhere.status, elsewhere.body.code]).toEqual([429, 'too_many_requests']);
    const enterWith = (client: Client, headers: object) =>
      client.post<Told>('/api/customer/session', { email: victim.email, password: PASSWORD }, { ...from('2001:db8::2'), ...headers });
    // Its owner, on the browser that they signed up with.
    const own = new Client(door.url, { cookies: victim.cookieHeader });
    expect((await enterWith(own, {})).status).toBe(201);
    // A stranger to the door, who may be the owner: the browser reckons a little. Once, and for this door.
    const work = await solveWork(elsewhere.body);
    expect((await enterWith(new Client(door.url), work)).status).toBe(201);
    expect((await enterWith(new Client(door.url), work)).status).toBe(429);
    const [first = '', ...rest] = Buffer.from(work.Work, 'base64').toString().split('"level":0');
    const forged = { Work: Buffer.from([first, ...rest].join('"level":4')).toString('base64') };
    expect((await enterWith(new Client(door.url), forged)).status).toBe(429);
    door.stop();
  });

  it('and not for somebody who signs in rightly, however often', async () => {
    const door = await anotherDoor(shop.ctx);
    const student = await aStudent(shop, university);
    for (let time = 0; time < 12; time++) expect((await enter(student.email, PASSWORD, new Client(door.url))).status).toBe(201);
    door.stop();
  });

  it('after a hundred tries a minute from one address, whatever the account', async () => {
    const door = await anotherDoor(shop.ctx);
    const client = new Client(door.url);
    const statuses = await Promise.all(Array.from({ length: 100 }, () => client.post('/api/customer/session', {})));
    expect(new Set(statuses.map((answer) => answer.status))).toEqual(new Set([422]));
    const slowed = await client.post<Told>('/api/customer/session', {});
    expect([slowed.status, slowed.body.code]).toEqual([429, 'too_many_requests']);
    expect(Number(slowed.headers.get('Retry-After'))).toBeLessThanOrEqual(60);
    door.stop();
  });

  it('after twenty sign-ups with one e-mail', async () => {
    const door = await anotherDoor(shop.ctx);
    const student = await aStudent(shop, university);
    const body = signUpBody({ email: student.email });
    for (let round = 0; round < 20; round++) expect((await signUp(body, new Client(door.url))).status).toBe(409);
    expect((await signUp(body, new Client(door.url))).status).toBe(429);
    door.stop();
  });
});
