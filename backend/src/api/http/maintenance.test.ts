import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../boot/app.js';
import { Customer } from '../../customers/customer.entity.js';
import { placed } from '../../testing/buyers.js';
import { Client } from '../../testing/client.js';
import { aPromotion, aStudent, aUniversity } from '../../testing/fixtures.js';
import { startShop, type TestShop } from '../../testing/test-shop.js';

let shop: TestShop;
let closed: { url: string; stop(): void };
beforeAll(async () => {
  shop = await startShop();
  // The same shop, as its instances are after the switch.
  const app = createApp(shop.ctx, { clock: { isReady: () => true }, trustProxy: 0, maintenance: true });
  const server = createServer(app as RequestListener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closed = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
});
afterAll(async () => {
  closed.stop();
  await shop.stop();
});

describe('a shop that is closed for maintenance', () => {
  it.each(['/api/customer/me', '/api/customer/promotions', '/api/customer/universities', '/api/orders/history'])(
    'says so at %s, and when to come back',
    async (path) => {
      const answer = await new Client(closed.url).get<{ code: string; detail: string }>(path);
      expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([503, 'maintenance', '300']);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(answer.body.detail).toContain('손보고 있어요');
    },
  );

  it('takes no order', async () => {
    expect((await new Client(closed.url).post('/api/customer/orders', {})).status).toBe(503);
  });

  it('finishes a payment that was made in the window', async () => {
    const university = await aUniversity();
    const sale = await aPromotion(shop, { universities: [university] });
    const student = await aStudent(shop, university);
    const { id } = await Customer.findOneByOrFail({ email: student.email });
    const actor = { kind: 'customer' as const, id, universityId: university.id, sessionId: '' };
    const { number, total } = await placed({ ...shop.ctx, id, actor }, sale);
    const receiptId = await shop.pay(number, total);
    const cookie = { Cookie: student.cookieHeader };
    expect((await new Client(closed.url).get(`/api/customer/orders/${number}`, cookie)).status).toBe(503);
    const path = `/api/customer/orders/${number}/payment`;
    const answer = await new Client(closed.url).post<{ order: { state: string } }>(path, { receiptId }, cookie);
    expect([answer.status, answer.body.order.state]).toEqual([200, 'paid']);
  });

  it('still hears Bootpay, lets staff in, and answers health checks', async () => {
    const client = new Client(closed.url);
    const webhook = await client.post('/api/payments/bootpay/webhook', { receipt_id: 'a'.repeat(24), order_id: 'none' });
    expect(webhook.status).toBeLessThan(300);
    expect((await client.get('/admin/login')).status).toBe(200);
    expect((await client.post('/api/admin/session', { email: 'nobody@mngshop.test', password: 'x' })).status).toBe(401);
    expect([(await client.get('/healthz')).status, (await client.get('/readyz')).status]).toEqual([200, 200]);
  });
});
