import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startOutside } from './simulator.fixture.js';
import type { TestOutside } from './simulator.fixture.js';
import { TROUBLE_NAMES } from './troubles.js';

let outside: TestOutside;
beforeEach(async () => void (outside = await startOutside()));
afterEach(() => outside.close());

const OPENING = { order_id: 'MNG-1', order_name: '누리북 14', price: '1290000', redirect_url: '/api/payments/bootpay/return?token=t' };

function open(over: Record<string, string>): Promise<Response> {
  return fetch(`${outside.origin}/_simulator/bootpay/window?${new URLSearchParams({ ...OPENING, ...over })}`);
}

async function choose(over: object = {}): Promise<Response> {
  const choice = { orderId: 'MNG-1', orderName: '누리북 14', price: 1_290_000, method: 'card', trouble: 'none', ...over };
  const headers = { 'content-type': 'application/json' };
  return fetch(`${outside.origin}/_simulator/bootpay/window`, { method: 'POST', headers, body: JSON.stringify(choice) });
}

describe('the payment window', () => {
  it('shows what is bought, and that it is not real', async () => {
    const page = await open({ items: JSON.stringify([{ name: '누리북 14', qty: 2, price: 645_000 }]) });
    const text = await page.text();
    expect(page.status).toBe(200);
    for (const shown of ['가상 결제', '누리북 14', '1,290,000', '2개', '결제하기', '취소', '문제 만들기']) expect(text).toContain(shown);
  });

  it('escapes hostile names, in text and in attributes', async () => {
    const hostile = `"><script>alert(1)</script>'&`;
    const text = await (await open({ order_name: hostile, order_id: hostile, mode: 'popup' })).text();
    expect(text).not.toContain('<script>alert');
    expect(text).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;');
  });

  it('has no inline script, style or handler, and a policy that forbids them', async () => {
    const page = await open({});
    const text = await page.text();
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self'; style-src 'self'/);
    expect(text).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/);
    for (const [, asset] of text.matchAll(/(?:src|href)="(\/[^"]*)"/g)) expect((await fetch(`${outside.origin}${asset}`)).status).toBe(200);
  });

  it.each(['https://evil.test/', '//evil.test/', 'javascript:alert(1)', 'data:text/html,x', 'http://user@127.0.0.1/'])(
    'refuses to go back to %s',
    async (target) => {
      const page = await open({ redirect_url: target });
      expect(page.status).toBe(400);
      expect(await page.text()).not.toContain('data-redirect');
    },
  );

  it('goes back to this shop under any of its local names', async () => {
    const port = new URL(outside.origin).port;
    expect((await open({ redirect_url: `http://localhost:${port}/api/payments/bootpay/return` })).status).toBe(200);
    expect((await open({ redirect_url: `http://localhost:${Number(port) + 1}/` })).status).toBe(400);
  });

  it('goes back to the public address of a shop behind a proxy', async () => {
    const over = { redirect_url: 'https://dev.mngshop.test/api/payments/bootpay/return' };
    expect((await open(over)).status).toBe(400);
    await outside.close();
    outside = await startOutside({ publicOrigin: 'https://dev.mngshop.test' });
    expect((await open(over)).status).toBe(200);
  });

  it.each([
    ['a price that is not the sum of the items', { items: JSON.stringify([{ name: 'x', qty: 1, price: 1 }]) }],
    ['items that are no JSON', { items: 'not json' }],
    ['a fraction of a won', { price: '1.5' }],
    ['a mode that it does not have', { mode: 'iframe' }],
  ])('refuses %s', async (_what, asked: Record<string, string>) => {
    expect((await open(asked)).status).toBe(400);
  });

  it('authorises a receipt that waits for the confirm', async () => {
    const answer = (await (await choose({ method: 'kakaopay' })).json()) as { event: string; receiptId: string };
    expect(answer.event).toBe('confirm');
    expect(await outside.payments.readReceipt(answer.receiptId)).toMatchObject({
      waitsFor: 'confirm',
      orderId: 'MNG-1',
      method: 'kakaopay',
    });
  });

  it.each(TROUBLE_NAMES)('offers the trouble %s', async (trouble) => {
    const response = await choose({ trouble });
    expect(response.status).toBe(201);
    const { event, receiptId } = (await response.json()) as { event: string; receiptId: string | null };
    expect(event).toBe(trouble === 'window_error' ? 'error' : 'confirm');
    expect(receiptId === null).toBe(trouble === 'window_error');
  });

  it('makes the trouble happen to this order only', async () => {
    await choose({ trouble: 'expired' });
    expect(outside.simulator.faults.list()).toMatchObject([{ on: 'confirm', kind: 'expired', orderId: 'MNG-1', times: 1 }]);
    expect((await choose({ trouble: 'no such trouble' })).status).toBe(422);
  });
});
