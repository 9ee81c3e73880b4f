import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { University } from '../catalog/university.entity.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { Client } from '../testing/client.js';
import { aStudent, aUniversity } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';
import { Customer } from './customer.entity.js';
import { CustomerSession } from './customer-session.entity.js';

const PASSWORD = 'long enough 123';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let shop: TestShop;
let university: University;
beforeAll(async () => {
  shop = await startShop();
  university = await aUniversity();
});
afterAll(() => shop.stop());

interface Told {
  code: string;
  detail: string;
  customer?: { phone: string; phoneVerified: boolean };
}
type Student = Awaited<ReturnType<typeof aStudent>>;

const aPhone = () => `010${String(randomInt(10_000_000, 99_999_999))}`;
const rowOf = ({ email }: Student) => Customer.findOneByOrFail({ email });
const give = (client: Client, password: string = PASSWORD) => client.send<Told>('PUT', '/api/customer/session', { password });
const told = async (to: string) => (await OutboxMessage.find({ where: { recipient: to }, order: { id: 'ASC' } })).map(({ text }) => text);
const codeTo = async (to: string) => /\d{6}/.exec((await told(to)).findLast((text) => text.includes('인증번호')) ?? '')?.[0] ?? '';
const startReset = async (email: string, phone: string) => {
  const browser = new Client(shop.url);
  await browser.post('/api/customer/password-reset', { email, phone });
  return browser;
};

/** Signed in for longer than a password speaks. */
async function aLateStudent(): Promise<Student> {
  const student = await aStudent(shop, university);
  shop.clock.pass(10 * MINUTE);
  return student;
}

/** With a number that was proved with a code. */
async function proved(student: Student, phone = student.phone): Promise<void> {
  await student.post('/api/customer/phone-verification', { phone });
  const answer = await student.send<Told>('PUT', '/api/customer/phone-verification', { code: await codeTo(phone) });
  expect([answer.status, answer.body.customer]).toMatchObject([200, { phone, phoneVerified: true }]);
}

/** What a session alone may not do, and whether it was done. */
const CALLS: [string, (student: Student, more?: object) => ReturnType<typeof give>, (student: Student) => Promise<boolean>][] = [
  [
    'leaving',
    (student, more) => student.send<Told>('DELETE', '/api/customer/me', more),
    async ({ email }) => (await Customer.countBy({ email })) === 0,
  ],
  [
    'another phone',
    (student, more) => student.send<Told>('PATCH', '/api/customer/me', { phone: '010-9876-5432', ...more }),
    async (student) => (await rowOf(student)).phone === '01098765432',
  ],
  [
    'a code to another phone',
    (student, more) => student.post<Told>('/api/customer/phone-verification', { phone: otherPhoneOf(student), ...more }),
    async (student) => (await told(otherPhoneOf(student))).length > 0,
  ],
];
const otherPhoneOf = ({ phone }: Student) => `011${phone.slice(3)}`;

describe.each(CALLS)('%s', (_name, call, isDone) => {
  it('needs the password again ten minutes after it was given, to the millisecond', async () => {
    const student = await aStudent(shop, university);
    const { passwordGivenAt } = await CustomerSession.findOneByOrFail({ customerId: (await rowOf(student)).id });
    const now = shop.clock.now().getTime();
    shop.clock.pass((passwordGivenAt?.getTime() ?? 0) + 10 * MINUTE - now);
    const refused = await call(student);
    expect([refused.status, refused.body.code]).toEqual([403, 'password_needed']);
    expect(refused.body.detail).toMatch(/비밀번호/);
    expect(await isDone(student)).toBe(false);
  });

  it('takes it with the call, and is refused with a wrong one or none', async () => {
    const student = await aLateStudent();
    for (const [password, status, code] of [
      ['not my password', 401, 'wrong_credentials'],
      ['', 401, 'wrong_credentials'],
      [undefined, 403, 'password_needed'],
    ] as const) {
      const refused = await call(student, password === undefined ? {} : { password });
      expect([refused.status, refused.body.code]).toEqual([status, code]);
      expect(await isDone(student)).toBe(false);
    }
    expect((await call(student, { password: PASSWORD })).status).toBeLessThan(300);
    expect(await isDone(student)).toBe(true);
  });

  it('takes it before the call, from this session alone', async () => {
    const student = await aLateStudent();
    const other = new Client(shop.url);
    await other.post('/api/customer/session', { email: student.email, password: PASSWORD });
    expect((await give(other)).status).toBe(204);
    expect((await call(student)).body.code).toBe('password_needed');
    const given = await give(student);
    expect([given.status, given.text]).toEqual([204, '']);
    shop.clock.pass(9 * MINUTE);
    expect((await call(student)).status).toBeLessThan(300);
    expect(await isDone(student)).toBe(true);
  });

  it('is free for who has just signed up or in', async () => {
    const student = await aStudent(shop, university);
    expect((await call(student)).status).toBeLessThan(300);
    const again = await aLateStudent();
    await again.post('/api/customer/session', { email: again.email, password: PASSWORD });
    expect((await call(again)).status).toBeLessThan(300);
  });
});

describe('giving the password again', () => {
  it('counts in both tabs of a browser', async () => {
    const student = await aLateStudent();
    const tab = { Cookie: student.cookieHeader };
    expect((await give(student)).status).toBe(204);
    const answer = await new Client(shop.url).send<Told>('PATCH', '/api/customer/me', { phone: aPhone() }, tab);
    expect(answer.status).toBe(200);
  });

  it('is not guessed at for long, wherever it is asked for, and the owner is not locked out', async () => {
    const student = await aLateStudent();
    const owner = new Client(shop.url);
    await owner.post('/api/customer/session', { email: student.email, password: PASSWORD });
    const guesses = [
      () => give(student, 'a guess'),
      () => student.send<Told>('DELETE', '/api/customer/me', { password: 'a guess' }),
      () => student.send<Told>('PATCH', '/api/customer/me', { phone: aPhone(), password: 'a guess' }),
      () => student.send<Told>('PUT', '/api/customer/me/password', { currentPassword: 'a guess', password: 'another one 456' }),
      () => student.post<Told>('/api/customer/phone-verification', { phone: aPhone(), password: 'a guess' }),
    ];
    for (const guess of [...guesses, ...guesses]) expect((await guess()).status).toBe(401);
    for (const guess of guesses) expect((await guess()).status).toBe(429);
    expect((await give(student)).status).toBe(429);
    expect((await give(owner)).status).toBe(204);
  });

  it('is for who is signed in, and takes a password and nothing else', async () => {
    expect((await give(new Client(shop.url))).body.code).toBe('not_signed_in');
    const student = await aStudent(shop, university);
    for (const body of [{}, { password: 1 }, { password: 'x'.repeat(201) }, { password: PASSWORD, phone: '01012345678' }])
      expect((await student.send('PUT', '/api/customer/session', body)).status).toBe(422);
  });

  it('is asked of a session that the version before opened', async () => {
    const student = await aStudent(shop, university);
    await CustomerSession.update({ customerId: (await rowOf(student)).id }, { passwordGivenAt: null });
    expect((await student.send<Told>('DELETE', '/api/customer/me')).body.code).toBe('password_needed');
  });
});

describe('what needs no password', () => {
  it('is the rest of one’s data, the same phone written otherwise, and proving the number of the sign-up', async () => {
    const student = await aLateStudent();
    const dashed = student.phone.replace(/^(\d{3})(\d{4})/, '$1-$2-');
    const answer = await student.send<Told>('PATCH', '/api/customer/me', {
      name: '새 이름',
      phone: dashed,
      consents: { marketingSms: true },
    });
    expect(answer.status).toBe(200);
    await proved(student);
    expect(await told(student.phone)).toHaveLength(1);
  });

  it('is refused as a whole when the phone is in it', async () => {
    const student = await aLateStudent();
    const answer = await student.send<Told>('PATCH', '/api/customer/me', { name: '새 이름', phone: aPhone() });
    expect(answer.status).toBe(403);
    expect(await rowOf(student)).toMatchObject({ name: '김새벽', phone: student.phone });
  });
});

describe('a new password', () => {
  const change = (client: Client, body: object) =>
    client.send<Told>('PUT', '/api/customer/me/password', { password: 'another one 456', ...body });

  it('takes the current one with the call, or given shortly before', async () => {
    const student = await aLateStudent();
    expect((await change(student, {})).body.code).toBe('password_needed');
    await give(student);
    expect((await change(student, {})).status).toBe(200);
    expect((await change(student, { currentPassword: 'another one 456', password: PASSWORD })).status).toBe(200);
  });

  it('is told to the phone, and to the one before for a day', async () => {
    const student = await aStudent(shop, university);
    await proved(student);
    const next = aPhone();
    await proved(student, next);
    await change(student, { currentPassword: PASSWORD });
    for (const phone of [student.phone, next]) expect((await told(phone)).at(-1)).toMatch(/비밀번호를 바꿨어요.*고객센터/);
    shop.clock.pass(24 * HOUR);
    const before = (await told(student.phone)).length;
    await change(student, { currentPassword: 'another one 456', password: PASSWORD });
    expect(await told(student.phone)).toHaveLength(before);
  });
});

describe('another phone', () => {
  it('is told to the old one, once', async () => {
    const student = await aStudent(shop, university);
    await proved(student);
    const next = aPhone();
    await proved(student, next);
    expect((await told(student.phone)).filter((text) => text.includes('번호를 바꿨어요'))).toHaveLength(1);
    expect((await told(next)).some((text) => text.includes('바꿨어요'))).toBe(false);
  });

  it('is not told to a number that was never proved nor the sign-up’s: it may be a stranger’s', async () => {
    const student = await aStudent(shop, university);
    const slip = aPhone();
    await student.send('PATCH', '/api/customer/me', { phone: slip });
    await student.send('PATCH', '/api/customer/me', { phone: aPhone() });
    expect(await told(slip)).toEqual([]);
    expect(await told(student.phone)).toHaveLength(1);
  });

  it('sends a reset within a day to the old number as well, however often it was changed, and afterwards to the new one alone', async () => {
    const student = await aStudent(shop, university);
    await proved(student);
    const [between, next] = [aPhone(), aPhone()];
    await student.send('PATCH', '/api/customer/me', { phone: between });
    await proved(student, next);
    shop.clock.pass(23 * HOUR);
    const browser = await startReset(student.email, next);
    const code = await codeTo(next);
    expect((await told(student.phone)).at(-1)).toMatch(new RegExp(`인증번호 ${code}.*직접 하지 않았다면`));
    expect(await told(between)).toEqual([]);
    expect((await browser.send('PUT', '/api/customer/password-reset', { code, password: 'another one 456' })).status).toBe(204);
    expect((await told(student.phone)).at(-1)).toContain('비밀번호를 바꿨어요');

    shop.clock.pass(HOUR);
    const before = (await told(student.phone)).length;
    await startReset(student.email, next);
    expect(await told(student.phone)).toHaveLength(before);
  });

  it('leaves nothing of the old number in the account after a night, nor after leaving', async () => {
    const [student, leaver] = [await aStudent(shop, university), await aStudent(shop, university)];
    for (const each of [student, leaver]) await each.send('PATCH', '/api/customer/me', { phone: aPhone() });
    expect(await rowOf(student)).toMatchObject({ previousPhone: student.phone });
    const { id } = await rowOf(leaver);
    await leaver.send('DELETE', '/api/customer/me');
    expect(await Customer.findOneByOrFail({ id })).toMatchObject({ phone: '', previousPhone: null });
    shop.clock.pass(24 * HOUR);
    const fiveInKorea = 20 * HOUR;
    shop.clock.pass((fiveInKorea - (shop.clock.now().getTime() % (24 * HOUR)) + 24 * HOUR) % (24 * HOUR));
    await shop.settle();
    expect(await rowOf(student)).toMatchObject({ previousPhone: null });
  });

  it('is asked for the password when the code comes too late for it, and the code still opens', async () => {
    const student = await aStudent(shop, university);
    shop.clock.pass(5 * MINUTE);
    const next = aPhone();
    await student.post('/api/customer/phone-verification', { phone: next });
    const code = await codeTo(next);
    shop.clock.pass(5 * MINUTE);
    const late = await student.send<Told>('PUT', '/api/customer/phone-verification', { code });
    expect(late.body.code).toBe('password_needed');
    const answer = await student.send<Told>('PUT', '/api/customer/phone-verification', { code, password: PASSWORD });
    expect(answer.body.customer).toMatchObject({ phone: next, phoneVerified: true });
  });
});
