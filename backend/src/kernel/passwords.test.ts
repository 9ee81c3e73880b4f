import { argon2Sync, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../contract/index.js';
import { Customer } from '../customers/customer.entity.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { hashPassword, verifyPassword, withPasswords } from './passwords.js';
import { openStaffLink } from '../staff/staff-link.js';
import { Staff } from '../staff/staff.entity.js';
import { transact } from '../database/database.js';
import { anotherDoor } from '../testing/another-door.js';
import { Client } from '../testing/client.js';
import { aStudent, aUniversity } from '../testing/fixtures.js';
import { startShop, type TestShop } from '../testing/test-shop.js';

const PASSWORD = 'long enough 123';

describe('a stored hash', () => {
  it('of the years before opens as it did, and only to its password', async () => {
    const [nonce, cost] = [randomBytes(16), { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }];
    const tag = argon2Sync('argon2id', { ...cost, nonce, message: '비밀번호 열두 자리'.normalize('NFKC') });
    const b64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
    const old = `$argon2id$v=19$m=19456,t=2,p=1$${b64(nonce)}$${b64(tag)}`;
    expect(await verifyPassword(old, '비밀번호 열두 자리'.normalize('NFD'))).toBe(true);
    expect(await verifyPassword(old, '비밀번호 열두 자리!')).toBe(false);
  });

  it('is made of the same parameters, with a salt of its own', async () => {
    const [one, two] = [await hashPassword(PASSWORD), await hashPassword(PASSWORD)];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(one).not.toBe(two);
    expect([await verifyPassword(one, PASSWORD), await verifyPassword(null, PASSWORD), await verifyPassword('', PASSWORD)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('when too many come at once to where passwords are hashed', () => {
  let shop: TestShop;
  let door: Awaited<ReturnType<typeof anotherDoor>>;
  let student: Awaited<ReturnType<typeof aStudent>>;
  let university: Awaited<ReturnType<typeof aUniversity>>;
  beforeAll(async () => {
    shop = await startShop();
    door = await anotherDoor(shop.ctx);
    university = await aUniversity();
    student = await aStudent(shop, university);
  });
  afterAll(async () => {
    door.stop();
    await shop.stop();
  });

  /** Takes places until there are none, from two addresses, and gives them back when `work` is done. */
  async function whileFull(work: () => Promise<void>, addresses = ['198.51.100.1', '198.51.100.2']): Promise<void> {
    let leave = () => {};
    const end = new Promise<void>((resolve) => (leave = resolve));
    const inside = addresses.flatMap((from) =>
      Array.from({ length: 100 }, () => withPasswords({ from }, () => end).catch(() => undefined)),
    );
    try {
      await work();
    } finally {
      leave();
      await Promise.all(inside);
    }
  }
  const from = (address: string) => ({ 'X-Forwarded-For': address });
  const signIn = (password = PASSWORD, address = '203.0.113.1') =>
    new Client(door.url).post<Problem>('/api/customer/session', { email: student.email, password }, from(address));
  const expectBusy = (answer: Awaited<ReturnType<typeof signIn>>) => {
    expect([answer.status, answer.body.code, answer.headers.get('Retry-After')]).toEqual([503, 'busy', '2']);
    expect(answer.headers.get('Content-Type')).toContain('application/problem+json');
    expect(answer.body.detail).toMatch(/몰려서.*다시 눌러/);
  };

  it('who comes then is refused at once and told when to come again; who reads reads on', async () => {
    await whileFull(async () => {
      expectBusy(await signIn());
      // Before the body is read, and, however the address is written, after it.
      expectBusy(await new Client(door.url).post('/api/customer/session', '{broken'));
      expectBusy(await new Client(door.url).post('/api/customer/SESSION/', { email: student.email, password: PASSWORD }));
      const consents = { terms: true, privacy: true, age14: true };
      const body = { email: `${randomUUID()}@mngshop.test`, password: PASSWORD, name: '김새벽', phone: '01012345678' };
      expectBusy(await new Client(door.url).post('/api/customer/sign-up', { ...body, university: university.slug, consents }));
      expect(await Customer.countBy({ email: body.email })).toBe(0);
      const change = { currentPassword: PASSWORD, password: 'another one 456' };
      expectBusy(await student.send('PUT', '/api/customer/me/password', change));
      expectBusy(await student.send('PUT', '/api/customer/session', { password: PASSWORD }));
      expect((await student.get('/api/customer/promotions')).status).toBe(200);
    });
    expect((await signIn()).status).toBe(201);
  });

  it('one address alone fills no more than half', async () => {
    await whileFull(async () => {
      expectBusy(await signIn(PASSWORD, '198.51.100.9'));
      expect((await signIn(PASSWORD, '203.0.113.2')).status).toBe(201);
    }, ['198.51.100.9']);
  });

  it('being refused is no wrong try, of a customer or of staff', async () => {
    const email = `owner-${randomUUID()}@mngshop.test`;
    await Staff.save({ email, name: '소유자', role: 'owner', passwordHash: await hashPassword(PASSWORD), createdAt: shop.clock.now() });
    const desk = () => new Client(door.url).post<Problem>('/api/admin/session', { email, password: PASSWORD }, from('203.0.113.3'));
    await whileFull(async () => {
      for (let n = 0; n < 12; n++) {
        expectBusy(await signIn());
        expectBusy(await desk());
      }
    });
    expect((await signIn()).status).toBe(201);
    expect((await Staff.findOneByOrFail({ email })).failedTries).toBe(0);
    expect((await desk()).status).toBe(201);
  });

  it('a code for a new password still opens afterwards', async () => {
    await Customer.update({ email: student.email }, { phoneVerifiedAt: shop.clock.now() });
    const browser = new Client(door.url);
    await browser.post('/api/customer/password-reset', { email: student.email, phone: student.phone });
    const { text } = await OutboxMessage.findOneOrFail({ where: { purpose: 'code', recipient: student.phone }, order: { id: 'DESC' } });
    const body = { code: /\d{6}/.exec(text)?.[0] ?? '', password: PASSWORD };
    await whileFull(async () => expectBusy(await browser.send('PUT', '/api/customer/password-reset', body)));
    expect((await browser.send('PUT', '/api/customer/password-reset', body)).status).toBe(204);
  });

  it('staff see it on their pages, and press again', async () => {
    const email = `link-${randomUUID()}@mngshop.test`;
    const { id } = await Staff.save({ email, name: '새 담당', role: 'viewer', passwordHash: null, createdAt: shop.clock.now() });
    const link = new URL(await transact(shop.ctx.db, (tx) => openStaffLink(tx, shop.ctx, id, 'invite')));
    const post = (path: string, form: Record<string, string>) =>
      fetch(door.url + path, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual', headers: from('203.0.113.4') });
    const taken = { password: PASSWORD, again: PASSWORD, code: '' };
    await whileFull(async () => {
      for (const answer of [await post('/admin/login', { email, password: PASSWORD }), await post(link.pathname, taken)]) {
        expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '2']);
        expect(await answer.text()).toMatch(/몰려서.*다시 눌러[\s\S]*<form/);
      }
    });
    expect((await post(link.pathname, taken)).status).toBe(200);
    expect((await post('/admin/login', { email, password: PASSWORD })).status).toBe(303);
  });
});
