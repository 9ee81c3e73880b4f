import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StaffLink } from '../staff/staff-link.entity.js';
import { Staff } from '../staff/staff.entity.js';
import { totpCode } from '../staff/totp.js';
import { Client } from '../testing/client.js';
import { type ConsoleShop, PASSWORD, startConsole, submitLogin } from '../testing/console-fixture.js';

let shop: ConsoleShop;
beforeAll(async () => void (shop = await startConsole()));
afterAll(() => shop.stop());

const NEW = 'quite another password';
const submit = (path: string, fields: Record<string, string>) =>
  new Client(shop.url).send('POST', path, new URLSearchParams(fields).toString(), { 'Content-Type': 'application/x-www-form-urlencoded' });

/** What the owner's button gives, as a path of this shop. */
async function run(action: string, id: number | null, input: object) {
  const owner = await shop.signIn('owner');
  const where = id === null ? `actions/${action}` : `records/${id}/${action}`;
  return owner.post<{ data?: { link?: string }; notice: { type: string; message: string }; redirectUrl?: string }>(
    `/admin/api/resources/Staff/${where}`,
    { input },
  );
}
const pathOf = (link = '') => new URL(link).pathname;
const secretOn = (html: string) => /id="secret" readonly [^>]+>([A-Z2-7 ]+)</.exec(html)?.[1]?.replaceAll(' ', '') ?? '';

describe('a one-time link', () => {
  it('is made by the owner’s button, opens without signing in, and ends in an account', async () => {
    const answer = await run('new', null, { name: '박초대', email: 'new@mngshop.test', role: 'fulfilment' });
    expect([answer.status, answer.body.notice.type, answer.body.redirectUrl]).toEqual([200, 'success', '']);
    const path = pathOf(answer.body.data?.link);
    const page = await new Client(shop.url).get(path);
    expect(page.status).toBe(200);
    expect(page.text).toContain('박초대');
    expect(page.text).not.toContain('<script');
    expect([page.headers.get('referrer-policy'), page.headers.get('cache-control')]).toEqual(['strict-origin', 'no-store']);
    // A second look shows the same key: a messenger's preview, or a second tab.
    const secret = secretOn((await new Client(shop.url).get(path)).text);
    expect(secretOn(page.text)).toBe(secret);
    const code = totpCode(secret, shop.ctx.clock.now());
    expect((await submit(path, { password: NEW, again: `${NEW}!`, code })).text).toContain('두 비밀번호가 달라요');
    expect((await submit(path, { password: NEW, again: NEW, code: '000000' })).status).toBe(422);
    const done = await submit(path, { password: NEW, again: NEW, code });
    expect([done.status, done.text.includes('/admin/login')]).toEqual([200, true]);
    expect((await submit(path, { password: NEW, again: NEW, code })).status).toBe(410);
    expect((await new Client(shop.url).get(path)).status).toBe(410);
    shop.ctx.clock.forward(60_000);
    const login = { email: 'new@mngshop.test', password: NEW, code: totpCode(secret, shop.ctx.clock.now()) };
    expect((await submitLogin(new Client(shop.url), login)).status).toBe(303);
  });

  it.each(['/admin/link/', '/admin/link/short', `/admin/link/${'a'.repeat(43)}/more`, '/admin/link/%00'])(
    'is nothing at %s',
    async (path) => {
      expect([302, 404]).toContain((await new Client(shop.url).get(path)).status);
    },
  );

  it('that nobody made is over', async () => {
    expect((await new Client(shop.url).get(`/admin/link/${'a'.repeat(43)}`)).status).toBe(410);
  });

  it('does not take what another site submits', async () => {
    const evil = { Origin: 'https://evil.example' };
    expect((await new Client(shop.url).send('POST', `/admin/link/${'a'.repeat(43)}`, 'password=a', evil)).status).toBe(403);
  });
});

describe('the owner’s buttons', () => {
  it('sign a reset person out at once', async () => {
    const support = await shop.signIn('support');
    expect((await support.get('/admin/api/resources/Order/actions/list')).status).toBe(200);
    const { id } = await Staff.findOneByOrFail({ role: 'support' });
    const answer = await run('reset', id, { reason: '휴대폰을 잃어버림' });
    expect((await support.get('/admin/api/resources/Order/actions/list')).status).toBe(401);
    expect((await submitLogin(new Client(shop.url), { email: 'support@mngshop.test', password: PASSWORD })).status).toBe(401);
    expect(await StaffLink.countBy({ staffId: id, purpose: 'reset' })).toBe(1);
    expect((await new Client(shop.url).get(pathOf(answer.body.data?.link))).text).toContain('비밀번호를 다시 정해요');
  });

  it('change a role and end access, with a reason, and never the last owner’s', async () => {
    const { id } = await Staff.findOneByOrFail({ role: 'viewer' });
    expect((await run('changeRole', id, { role: 'manager', reason: '' })).status).toBe(422);
    expect((await run('changeRole', id, { role: 'fulfilment', version: 'viewer', reason: '부서 이동' })).status).toBe(200);
    expect((await run('deactivate', id, { reason: '퇴사' })).status).toBe(200);
    expect(await Staff.findOneByOrFail({ id })).toMatchObject({ role: 'fulfilment', active: false });
    const owner = await Staff.findOneByOrFail({ role: 'owner' });
    const refused = await run('deactivate', owner.id, { reason: '퇴사' });
    expect([refused.status, refused.body.notice.message]).toEqual([409, expect.stringContaining('마지막 대표')]);
  });

  it('are nobody else’s', async () => {
    const manager = await shop.signIn('manager');
    const { id } = await Staff.findOneByOrFail({ role: 'owner' });
    for (const path of ['actions/new', `records/${id}/reset`, `records/${id}/changeRole`, `records/${id}/deactivate`]) {
      expect((await manager.post(`/admin/api/resources/Staff/${path}`, { input: {} })).status, path).toBe(403);
    }
  });
});
