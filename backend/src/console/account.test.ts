import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditEntry } from '../access/audit-entry.entity.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { Staff } from '../staff/staff.entity.js';
import { StaffPasskey } from '../staff/staff-passkey.entity.js';
import { StaffRecoveryCode } from '../staff/staff-recovery-code.entity.js';
import { totpCode } from '../staff/totp.js';
import { Client } from '../testing/client.js';
import { type ConsoleShop, PASSWORD, signIn, startConsole, submitLogin } from '../testing/console-fixture.js';
import { SoftPasskey } from '../testing/soft-passkey.js';

let shop: ConsoleShop;
beforeAll(async () => void (shop = await startConsole()));
afterAll(() => shop.stop());

interface Options {
  challenge: string;
  code?: string;
}
const submit = (client: Client, path: string, fields: Record<string, string>) =>
  client.send('POST', `/admin/account/${path}`, new URLSearchParams(fields).toString(), {
    'Content-Type': 'application/x-www-form-urlencoded',
  });
async function addPasskey(client: Client, passkey: SoftPasskey, current = PASSWORD) {
  const options = await client.post<Options>('/admin/account/passkeys/options', { current });
  if (options.status !== 200) return options;
  return client.post<Options>('/admin/account/passkeys', { name: '사무실 노트북', response: passkey.create(options.body) });
}
const challenge = async (client: Client) => (await client.post<Options>('/admin/passkey/options', {})).body;
const hand = (client: Client, response: object) =>
  client.post<{ next: string; code: string }>('/admin/passkey', { response, next: '/admin/x' });
const canSee = async (client: Client) => (await client.get('/admin/account')).status === 200;
const told = async (text: string) => (await OutboxMessage.find()).filter((message) => message.text.includes(text)).length;

describe('a passkey', () => {
  it('signs in alone, once a signature, and the team hears that it was added', async () => {
    const client = await shop.signIn('manager');
    const passkey = new SoftPasskey();
    expect((await addPasskey(client, passkey)).status).toBe(201);
    expect(await told('패스키를 추가했어요 · 관리자 관리자 manager')).toBe(1);

    const laptop = new Client(shop.url);
    const signed = passkey.get(await challenge(laptop));
    const answer = await hand(laptop, signed);
    expect([answer.status, answer.body.next]).toEqual([200, '/admin/x']);
    expect(await canSee(laptop)).toBe(true);
    expect((await hand(new Client(shop.url), signed)).body.code).toBe('wrong_passkey');
    const entry = await AuditEntry.findOneOrFail({ where: { action: 'signInStaff' }, order: { id: 'DESC' } });
    expect(entry.changes).toEqual({ method: [null, 'passkey'] });
  });

  it('opens one of two sessions for a signature that is sent twice at once', async () => {
    const client = await shop.signIn('manager');
    const passkey = new SoftPasskey();
    await addPasskey(client, passkey);
    const signed = passkey.get(await challenge(client));
    const answers = await Promise.all(Array.from({ length: 5 }, () => hand(new Client(shop.url), signed)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401, 401, 401, 401]);
  });

  it('is refused for another page, without asking who holds it, late, copied, for a made-up challenge, unknown, or of who left', async () => {
    const client = await shop.signIn('fulfilment');
    const passkey = new SoftPasskey();
    await addPasskey(client, passkey);
    const open = async (response: object) => (await hand(new Client(shop.url), response)).status;
    const asked = await challenge(client);

    passkey.origin = 'https://mngshop.example';
    expect(await open(passkey.get(asked))).toBe(401);
    passkey.origin = 'http://localhost:3000';
    passkey.verifies = false;
    expect(await open(passkey.get(asked))).toBe(401);
    passkey.verifies = true;
    expect(await open(passkey.get({ challenge: Buffer.alloc(56).toString('base64url') }))).toBe(401);
    expect(await open(passkey.get({ challenge: '' }))).toBe(401);
    expect(await open(new SoftPasskey().get(asked))).toBe(401);
    expect(await open({ ...passkey.get(asked), id: '한글' })).toBe(401);
    expect(await open({})).toBe(401);

    passkey.count = 7;
    expect(await open(passkey.get(asked))).toBe(200);
    passkey.count = 7;
    shop.ctx.clock.forward(1);
    expect(await open(passkey.get(await challenge(client)))).toBe(401);
    passkey.count = 9;
    const late = await challenge(client);
    shop.ctx.clock.forward(5 * 60_000 + 1);
    expect(await open(passkey.get(late))).toBe(401);
    await Staff.update({ role: 'fulfilment' }, { active: false });
    expect(await open(passkey.get(await challenge(client)))).toBe(401);
    await Staff.update({ role: 'fulfilment' }, { active: true });
  });

  it('is not added without the password, with a challenge of signing in, by another session, or twice', async () => {
    const [client, other] = [await shop.signIn('viewer'), await shop.signIn('viewer')];
    const passkey = new SoftPasskey();
    expect((await addPasskey(client, passkey, 'wrong')).status).toBe(422);
    const save = (by: Client, response: object) => by.post<{ code: string }>('/admin/account/passkeys', { name: '', response });
    expect((await save(client, passkey.create(await challenge(client)))).body.code).toBe('passkey_refused');
    const { body } = await client.post<Options>('/admin/account/passkeys/options', { current: PASSWORD });
    expect((await save(other, passkey.create(body))).body.code).toBe('passkey_refused');
    expect((await save(client, { nonsense: true })).status).toBe(422);
    expect((await save(client, passkey.create(body))).status).toBe(201);
    expect((await save(client, passkey.create(body))).body.code).toBe('passkey_known');
    // Without a body: one that nobody reads may cost the connection, which the next test would go on using.
    expect((await new Client(shop.url).send('POST', '/admin/account/passkeys/options')).status).toBe(401);
  });

  it('is taken away by its owner alone, and with everything else by a reset', async () => {
    const [support, viewer] = [await shop.signIn('support'), await shop.signIn('viewer')];
    const passkey = new SoftPasskey();
    await addPasskey(support, passkey);
    const { id, staffId } = await StaffPasskey.findOneByOrFail({ credentialId: passkey.id });
    await submit(viewer, `passkeys/${id}/remove`, {});
    expect(await StaffPasskey.countBy({ id })).toBe(1);
    expect((await submit(support, `passkeys/${id}/remove`, {})).status).toBe(303);
    expect((await hand(new Client(shop.url), passkey.get(await challenge(support)))).status).toBe(401);

    await addPasskey(support, new SoftPasskey());
    await submit(support, 'recovery-codes', { current: PASSWORD });
    const owner = await shop.signIn('owner');
    await owner.post(`/admin/api/resources/Staff/records/${staffId}/signOut`, { input: { reason: '노트북 분실' } });
    expect(await canSee(support)).toBe(false);
    const again = await shop.signIn('support');
    await owner.post(`/admin/api/resources/Staff/records/${staffId}/reset`, { input: { reason: '휴대폰 분실' } });
    expect(await canSee(again)).toBe(false);
    expect([await StaffPasskey.countBy({ staffId }), await StaffRecoveryCode.countBy({ staffId })]).toEqual([0, 0]);
  });
});

describe('one’s own account', () => {
  it('lists where one is signed in, and signs one or all others out', async () => {
    const clients = [await shop.signIn('manager'), await shop.signIn('manager'), await shop.signIn('manager')] as const;
    const page = (await clients[0].get('/admin/account')).text;
    expect(page).toContain('이 기기');
    const ids = [...page.matchAll(/name="which" value="([0-9a-f]{32})"/g)].map(([, id = '']) => id);
    expect(ids.length).toBeGreaterThanOrEqual(2);
    const stranger = await shop.signIn('viewer');
    await submit(stranger, 'sessions/end', { which: ids[0]! });
    expect((await Promise.all(clients.map(canSee))).every(Boolean)).toBe(true);
    await submit(clients[0], 'sessions/end', { which: 'nonsense' });
    expect((await Promise.all(clients.map(canSee))).every(Boolean)).toBe(true);
    expect((await submit(clients[0], 'sessions/end', { which: 'others' })).status).toBe(303);
    expect(await Promise.all(clients.map(canSee))).toEqual([true, false, false]);
  });

  it('changes the password, once the present one was given, and signs the others out', async () => {
    const { id } = await Staff.findOneByOrFail({ role: 'viewer' });
    const [client, other] = [await shop.signIn('viewer'), await shop.signIn('viewer')];
    const change = (fields: Record<string, string>) =>
      submit(client, 'password', { current: PASSWORD, password: NEW, again: NEW, ...fields });
    const NEW = '한글로 된 새 비밀번호 하나';
    const refusals = [
      await change({ current: 'wrong' }),
      await change({ again: 'other' }),
      await change({ password: '짧다', again: '짧다' }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([422, 422, 422]);
    expect(refusals[0]?.text).toContain('지금 비밀번호가 맞지 않아요');
    expect(await canSee(other)).toBe(true);
    expect((await change({})).status).toBe(303);
    expect([await canSee(client), await canSee(other)]).toEqual([true, false]);
    expect((await submitLogin(new Client(shop.url), { email: 'viewer@mngshop.test', password: PASSWORD })).status).toBe(401);
    expect((await submitLogin(new Client(shop.url), { email: 'viewer@mngshop.test', password: NEW })).status).toBe(303);
    expect(await told('비밀번호를 바꿨어요 · 관리자 관리자 viewer')).toBe(1);
    expect(await AuditEntry.countBy({ action: 'changeOwnPassword', recordId: String(id) })).toBe(1);
  });

  it('gives codes on paper, each of which counts once in the place of the app’s', async () => {
    const link = await startLink('support2');
    const { email, secret, password } = link;
    const client = new Client(shop.url);
    await submitLogin(client, { email, password, code: totpCode(secret, shop.ctx.clock.now()) });
    expect((await submit(client, 'recovery-codes', { current: 'wrong' })).status).toBe(422);
    const codesOf = async () =>
      [...(await submit(client, 'recovery-codes', { current: password })).text.matchAll(/<code>([A-Z2-7-]{24})<\/code>/g)].map(
        ([, code = '']) => code,
      );
    const old = await codesOf();
    const codes = await codesOf();
    expect([old.length, codes.length]).toEqual([8, 8]);
    const enter = async (code: string) => (await submitLogin(new Client(shop.url), { email, password, code })).status;
    expect(await enter(old[0]!)).toBe(401);
    const twice = await Promise.all([enter(` ${codes[0]!.toLowerCase().replaceAll('-', ' ')}`), enter(codes[0]!)]);
    expect(twice.toSorted((a, b) => a - b)).toEqual([303, 401]);
    expect(await enter('A'.repeat(20))).toBe(401);
    expect(await told('복구 코드로 로그인했어요')).toBe(1);
    expect((await client.get('/admin/account')).text).toContain('7개 남았어요');
  });

  it('is for whoever is signed in, and shown as text', async () => {
    expect((await new Client(shop.url).get('/admin/account')).status).toBe(302);
    const client = await signIn(shop.url, 'owner');
    await Staff.update({ role: 'owner' }, { name: '<script>alert(1)</script>' });
    const page = await client.get('/admin/account', { 'User-Agent': '<b>Chrome' });
    expect(page.text).not.toContain('<script>alert');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect((await client.send('POST', '/admin/account/password', 'current=a', { Origin: 'https://evil.example' })).status).toBe(403);
  });
});

it('a browser that was never seen is told to the team, a known one is not', async () => {
  const enter = (agent: string) =>
    new Client(shop.url).send(
      'POST',
      '/admin/login',
      new URLSearchParams({ email: 'manager@mngshop.test', password: PASSWORD }).toString(),
      {
        'Content-Type': 'application/x-www-form-urlencoded',
        'User-Agent': agent,
      },
    );
  const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
  await enter(chrome);
  await enter(chrome);
  expect(await told('처음 보는 기기에서 로그인했어요 · 관리자 관리자 manager · Chrome · Windows')).toBe(1);
});

/** Somebody invited by the owner, with a second factor. */
async function startLink(name: string) {
  const email = `${name}@mngshop.test`;
  const password = 'quite another password';
  const owner = await shop.signIn('owner');
  const answer = await owner.post<{ data: { link: string } }>('/admin/api/resources/Staff/actions/new', {
    input: { name, email, role: 'support' },
  });
  const path = new URL(answer.body.data.link).pathname;
  const page = await new Client(shop.url).get(path);
  const secret = /id="secret" readonly [^>]+>([A-Z2-7 ]+)</.exec(page.text)?.[1]?.replaceAll(' ', '') ?? '';
  await new Client(shop.url).send(
    'POST',
    path,
    new URLSearchParams({ password, again: password, code: totpCode(secret, shop.ctx.clock.now()) }).toString(),
    { 'Content-Type': 'application/x-www-form-urlencoded' },
  );
  shop.ctx.clock.forward(60_000);
  return { email, secret, password };
}
