import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp, createConsoleApp } from '../boot/app.js';
import { Client } from '../testing/client.js';
import { type ConsoleShop, signIn, startConsole } from '../testing/console-fixture.js';

let rows: ConsoleShop;
let shop: { url: string; stop(): void };
let console: { url: string; stop(): void };
beforeAll(async () => {
  rows = await startConsole();
  const options = { clock: { isReady: () => true }, trustProxy: 0 };
  shop = await serve(createApp(rows.ctx, { ...options, consoleApart: true }) as RequestListener);
  console = await serve(createConsoleApp(rows.ctx, options) as RequestListener);
});
afterAll(async () => {
  shop.stop();
  console.stop();
  await rows.stop();
});

async function serve(app: RequestListener) {
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

describe('the console in a process of its own', () => {
  it('signs staff in, opens their pages and answers what these ask', async () => {
    const owner = await signIn(console.url, 'owner');
    const page = await owner.get('/admin');
    expect([page.status, page.text.includes('REDUX_STATE')]).toEqual([200, true]);
    expect((await owner.get('/admin/api/resources/Order/actions/list')).status).toBe(200);
    expect((await owner.get<{ staff: { role: string } }>('/api/admin/session')).body.staff.role).toBe('owner');
    expect((await owner.get('/readyz')).status).toBe(200);
  });

  it('has nothing of the shop: no student’s call, no page', async () => {
    const anybody = new Client(console.url);
    const paths = ['/', '/api/customer/me', '/api/customer/universities', '/api/payments/bootpay/webhook', '/api/docs'];
    for (const path of paths) expect([path, (await anybody.get(path)).status]).toEqual([path, 404]);
  });

  it('is not in the shop beside it, neither page nor sign-in, whoever asks', async () => {
    const anybody = new Client(shop.url);
    for (const path of ['/admin', '/admin/login', '/admin/resources/Order']) {
      const refused = await anybody.get(path, { Accept: 'text/html' });
      expect([path, refused.status, refused.headers.getSetCookie()]).toEqual([path, 404, []]);
      expect(refused.text).toContain('관리자 화면이 여기 없어요');
    }
    expect((await anybody.post('/admin/login', { email: 'owner@mngshop.test', password: 'x' })).status).toBe(404);
    expect(await anybody.get('/admin/api/dashboard', { Accept: 'application/json' })).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
  });

  it('shares its sessions with the shop’s own calls for staff, which go on', async () => {
    const owner = await signIn(console.url, 'owner');
    const asked = await new Client(shop.url).get('/api/admin/session', { Cookie: owner.cookieHeader });
    expect(asked.status).toBe(200);
    expect((await new Client(shop.url).get('/api/customer/universities')).status).toBe(200);
  });
});
