import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../../testing/client.js';
import { aStudent, aUniversity } from '../../testing/fixtures.js';
import { startShop, type TestShop } from '../../testing/test-shop.js';

let shop: TestShop;
let told: object[];
beforeAll(async () => {
  shop = await startShop({ appEnv: 'dev' });
  told = [];
  shop.ctx.log.warn = (fields) => void told.push(fields);
});
afterAll(() => shop.stop());

describe('every answer', () => {
  it.each(['/', '/checkout', '/admin/login', '/api/customer/universities', '/healthz', '/api/nothing', '/_simulator/faults'])(
    'of %s is over TLS only, and asks for no sense of the device',
    async (path) => {
      const { headers } = await fetch(shop.url + path);
      expect(headers.get('strict-transport-security')).toMatch(/max-age=31536000/);
      expect(headers.get('permissions-policy')).toMatch(/geolocation=\(\)/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    },
  );

  it('lets the postcode window load where an address is typed in, and nowhere else', async () => {
    const policy = async (path: string) => (await fetch(shop.url + path)).headers.get('content-security-policy') ?? '';
    for (const path of ['/checkout', '/account', '/checkout/']) expect(await policy(path)).toContain('daum');
    for (const path of ['/', '/orders/x', '/checkouts', '/admin/login']) expect(await policy(path)).not.toContain('daum');
    for (const path of ['/', '/admin/login']) expect(await policy(path)).toMatch(/report-uri \/api\/reports/);
    for (const path of ['/', '/checkout', '/admin/login']) expect(await policy(path)).not.toMatch(/script-src[^;]*unsafe/);
  });
});

describe('where dev is deployed', () => {
  const outside = { 'X-Forwarded-For': '203.0.113.9' };
  const status = async (client: Client, path: string) => (await client.get(path, outside)).status;
  it('nobody sees what left the house, plans faults or reads the documents without signing in', async () => {
    const stranger = new Client(shop.url);
    for (const path of [
      '/_simulator',
      '/_simulator/messages?channel=sms',
      '/_simulator/faults',
      '/_simulator/bootpay/window',
      '/api/docs',
      '/api/docs/openapi.json',
    ])
      expect([path, await status(stranger, path)]).toEqual([path, 401]);
    expect((await stranger.post('/_simulator/faults', {}, outside)).status).toBe(401);
  });

  it('a customer gets as far as the payment window', async () => {
    const student = await aStudent(shop, await aUniversity());
    expect(await status(student, '/_simulator/bootpay/window')).not.toBe(401);
    expect(await status(student, '/_simulator/messages?channel=sms')).toBe(401);
  });

  it('our own process does, past every proxy', async () => {
    expect((await fetch(`${shop.url}/_simulator/faults`)).status).toBe(200);
  });
});

describe('what a policy stopped', () => {
  const report = (body: unknown, type = 'application/csp-report') =>
    fetch(`${shop.url}/api/reports`, { method: 'POST', headers: { 'Content-Type': type }, body: JSON.stringify(body) });
  const older = (blocked: string, page = 'https://shop/orders/20261127-SECRET?x=1') => ({
    'csp-report': { 'effective-directive': 'script-src-elem', 'blocked-uri': blocked, 'document-uri': page },
  });

  it('is counted by its kind and logged once, without whose page it was', async () => {
    for (let n = 0; n < 3; n++) expect((await report(older('https://evil.example/x.js?token=1'))).status).toBe(204);
    expect(told).toEqual([
      { event: 'policy_report', directive: 'script-src-elem', blocked: 'https://evil.example', page: '/orders', count: 1 },
    ]);
    await report(
      [{ type: 'csp-violation', body: { effectiveDirective: 'img-src', blockedURL: 'inline', documentURL: 'https://shop/' } }],
      'application/reports+json',
    );
    expect(told[1]).toMatchObject({ directive: 'img-src', blocked: 'inline', page: '/' });
  });

  it('is bounded: junk is nothing, a long one is refused, and a flood is told to wait', async () => {
    const before = told.length;
    for (const body of [null, [], {}, 'x', [{ body: 1 }]]) expect((await report(body)).status).toBeLessThan(500);
    expect(told).toHaveLength(before);
    expect((await report(older('x'.repeat(20_000)))).status).toBe(413);
    const statuses = await Promise.all(
      Array.from({ length: 40 }, (_, n) => report(older(`https://e${n}.example`)).then(({ status }) => status)),
    );
    expect(statuses).toContain(429);
    expect(told.length).toBeLessThan(before + 40);
  });
});
