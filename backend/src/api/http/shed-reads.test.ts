import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createApp } from '../../boot/app.js';
import { Client } from '../../testing/client.js';
import { aPromotion, aStudent, aUniversity, RECIPIENT } from '../../testing/fixtures.js';
import { startShop, type TestShop } from '../../testing/test-shop.js';
import { watchLoopLag } from './loop-lag.js';

let shop: TestShop;
/** The same shop at a door that watches its event loop. */
let door: { url: string; stop(): void };
beforeAll(async () => {
  shop = await startShop();
  const app = createApp(shop.ctx, { clock: { isReady: () => true }, trustProxy: 0, lag: watchLoopLag() });
  const server = createServer(app as RequestListener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  door = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
});
afterAll(async () => {
  door.stop();
  await shop.stop();
});

/** Every turn of this process's loop takes so long from here on, which is the server's loop too. */
function block(ms: number): () => void {
  const each = setInterval(() => {
    const until = performance.now() + ms;
    while (performance.now() < until);
  }, 1);
  return () => clearInterval(each);
}

it('sends those who read away while the loop is blocked, and nobody who orders, pays or asks after its health', async () => {
  const campus = await aUniversity();
  const { promotion, offer, product, variants } = await aPromotion(shop, { universities: [campus] });
  const { cookieHeader } = await aStudent(shop, campus);
  const client = new Client(door.url);
  const headers = { Cookie: cookieHeader };
  const read = (path: string) => client.get<{ code?: string; detail: string }>(path, headers);
  const place = (key: string) =>
    client.post<{ order: { number: string } }>(
      '/api/customer/orders',
      { lines: [{ offerId: offer.id, variantId: variants[0]?.id, quantity: 1, unitPrice: 1_290_000 }], recipient: RECIPIENT },
      { ...headers, 'Idempotency-Key': key },
    );
  const reads = [
    ...['me', 'universities', 'promotions', `promotions/${promotion.slug}`, `products/${product.slug}`].map(
      (path) => `/api/customer/${path}`,
    ),
    '/api/orders/history',
    '/api/customer/orders/history',
  ];
  const { number } = (await place('before-the-crowd')).body.order;
  expect(await Promise.all(reads.map(async (path) => (await read(path)).status))).toEqual(reads.map(() => 200));

  // The share that is sent away grows with the lag; these would be the first.
  const lot = vi.spyOn(Math, 'random').mockReturnValue(0);
  const unblock = block(340);
  await new Promise((resolve) => setTimeout(resolve, 1_700));
  const sentAway = Promise.all(reads.map(read));
  const unpaid = client.post(`/api/customer/orders/${number}/payment`, { receiptId: 'a'.repeat(24) }, headers);
  const asked = ['/healthz', '/readyz', `/api/customer/orders/${number}`].map((path) => client.get(path, headers));
  const told = client.post('/api/payments/bootpay/webhook', { receipt_id: 'a'.repeat(24), order_id: number });
  const again = place('before-the-crowd');
  for (const answer of await sentAway) {
    expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([503, 'busy', '1']);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.detail).toContain('많이 들어오고');
  }
  unblock();
  lot.mockRestore();
  expect((await Promise.all([again, ...asked, told])).map(({ status }) => status)).toEqual([201, 200, 200, 200, 200]);
  expect((await unpaid).body).toMatchObject({ code: expect.not.stringContaining('busy') });
  await expect.poll(async () => (await read('/api/customer/promotions')).status).toBe(200);
});
