import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Staff } from '../staff/staff.entity.js';
import { Client } from '../testing/client.js';
import { lazily } from './console.js';
import { type ConsoleShop, PASSWORD, startConsole, submitLogin } from '../testing/console-fixture.js';
import { inside } from './login.routes.js';

let shop: ConsoleShop;
beforeAll(async () => void (shop = await startConsole()));
afterAll(() => shop.stop());

describe('the sign-in page', () => {
  it('works without a script and leads on to where one wanted to go', async () => {
    const page = await new Client(shop.url).get('/admin/login?next=/admin/resources/Order');
    expect(page.text).toContain('<form method="post" action="/admin/login">');
    expect(page.text.match(/<script[^>]*>/g)).toEqual(['<script src="/admin/passkeys.js" defer>']);
    const answer = await submitLogin(new Client(shop.url), {
      email: ' Owner@mngshop.test ',
      password: PASSWORD,
      next: '/admin/resources/Order',
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/admin/resources/Order']);
  });

  it('says what was wrong and keeps the e-mail, harmlessly', async () => {
    const answer = await submitLogin(new Client(shop.url), { email: '"><script>alert(1)</script>', password: 'wrong' });
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('role="alert"');
    expect(answer.text).not.toContain('<script>');
  });

  it('does not let an inactive account in', async () => {
    await Staff.update({ role: 'viewer' }, { active: false });
    const answer = await submitLogin(new Client(shop.url), { email: 'viewer@mngshop.test', password: PASSWORD });
    expect(answer.status).toBe(401);
  });

  it('refuses what another site submits', async () => {
    const answer = await new Client(shop.url).send('POST', '/admin/login', 'email=a', { Origin: 'https://evil.example' });
    expect(answer.status).toBe(403);
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/administrator',
    '/admin/../api/admin',
    '/admin/logout',
    '/admin\n//evil',
    7,
    undefined,
  ])('never leads to %s', (next) => expect(inside(next)).toBe('/admin'));

  it('leads to pages of the console, with their filters', () => {
    expect(inside('/admin/resources/Order?filters.state=paid')).toBe('/admin/resources/Order?filters.state=paid');
  });
});

describe('AdminJS', () => {
  it('is loaded once by two who come first together, and both get their page', async () => {
    const client = await shop.signIn('owner');
    const pages = await Promise.all([client.get('/admin'), client.get('/admin/api/resources/Order/actions/list')]);
    expect(pages.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('is loaded once, and again by the next request after a failure', async () => {
    let loads = 0;
    const handler = lazily(async () => {
      if (++loads === 1) throw new Error('no memory');
      return (_req, _res, next) => next('arrived');
    });
    const ask = () => new Promise((resolve) => handler({} as never, {} as never, resolve));
    expect(await Promise.all([ask(), ask()])).toEqual([new Error('no memory'), new Error('no memory')]);
    expect(await Promise.all([ask(), ask()])).toEqual(['arrived', 'arrived']);
    expect(loads).toBe(2);
  });
});
