import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSimulator } from './create-simulator.js';
import type { FaultPlan } from './faults.js';
import { startOutside } from './simulator.fixture.js';
import type { TestOutside } from './simulator.fixture.js';

let outside: TestOutside;
beforeEach(async () => void (outside = await startOutside()));
afterEach(() => outside.close());

const at = (path: string) => `${outside.origin}/_simulator${path}`;

function plan(fault: FaultPlan): void {
  outside.simulator.faults.plan(fault);
}

describe('a payment made by a program', () => {
  it('waits for the confirm and is told in full, as Bootpay tells it', async () => {
    const receiptId = await outside.pay();
    expect(receiptId).toMatch(/^[0-9a-f]{24}$/);
    const receipt: unknown = await (await fetch(at(`/bootpay/receipts/${receiptId}`))).json();
    expect(receipt).toMatchObject({
      receipt_id: receiptId,
      order_id: 'MNG-1',
      price: 10_000,
      tax_free: 0,
      cancelled_price: 0,
      cancelled_tax_free: 0,
      status: 2,
      status_locale: '서버승인대기',
      sandbox: true,
      currency: 'KRW',
      method_symbol: 'card',
      purchased_at: null,
      card_data: { card_approve_no: '' },
    });
    expect(receipt).toHaveProperty('requested_at', expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+09:00$/));
  });

  it('can be made to differ', async () => {
    const receiptId = await outside.pay({ status: 5, method: 'vbank', sandbox: false, currency: 'USD' });
    expect(await outside.payments.readReceipt(receiptId)).toMatchObject({
      waitsFor: 'deposit',
      method: 'vbank',
      sandbox: false,
      currency: 'USD',
    });
  });

  it.each([[{ price: -1 }], [{ price: 'much' }], [{ orderId: '' }], [{ currency: 'WON!' }]])('is refused with %j', async (wrong) => {
    expect((await outside.post('/bootpay/payments', { orderId: 'MNG-1', price: 10_000, ...wrong })).status).toBe(422);
  });

  it('that does not exist is not found, and a broken body is no crash', async () => {
    expect((await fetch(at('/bootpay/receipts/0123456789abcdef01234567'))).status).toBe(404);
    const broken = await fetch(at('/bootpay/payments'), { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' });
    expect(broken.status).toBe(400);
  });
});

describe('the money', () => {
  it('is taken once, even if two confirms arrive together', async () => {
    const receiptId = await outside.pay();
    const results = await Promise.allSettled([outside.payments.confirm(receiptId), outside.payments.confirm(receiptId)]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(outside.simulator.ledger.totals()).toEqual({ captured: 10_000, cancelled: 0 });
  });

  it('is given back cancel by cancel, each in the ledger', async () => {
    const receiptId = await outside.pay();
    await outside.payments.confirm(receiptId);
    await outside.cancel(receiptId, 3_000, 'line/settle');
    await outside.cancel(receiptId, 7_000, 'line/cancel');
    expect(outside.simulator.ledger.cancels(receiptId)).toMatchObject([
      { cancelId: 'line/settle', amount: 3_000, reason: '차액' },
      { cancelId: 'line/cancel', amount: 7_000 },
    ]);
    expect(outside.simulator.ledger.receipt(receiptId)).toMatchObject({ status: 20, cancelled_price: 10_000 });
  });

  it('is not given back before it was taken', async () => {
    await expect(outside.cancel(await outside.pay(), 1, 'x')).rejects.toMatchObject({ kind: 'refused', code: 'RC_CANCEL_SERVER_ERROR' });
  });

  it('is given back twice when Bootpay does not heed the cancel_id', async () => {
    const receiptId = await outside.pay();
    await outside.payments.confirm(receiptId);
    await outside.cancel(receiptId, 1_000, 'same');
    plan({ on: 'cancel', kind: 'ignore_cancel_id' });
    expect((await outside.cancel(receiptId, 1_000, 'same')).cancelledPrice).toBe(2_000);
  });
});

describe('what left the house', () => {
  it('is shown to people, hostile words as words', async () => {
    await outside.post('/slack', { text: '<script>alert(1)</script>' });
    const receiptId = await outside.pay({ orderName: '"><img src=x onerror=alert(1)>' });
    plan({ on: 'cancel', kind: 'over_amount' });
    const page = await fetch(at('/'));
    const text = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toContain('<img src=x');
    expect(text).toContain(receiptId);
    expect(text).toContain('over_amount');
  });

  it('can be changed from the page, which comes back', async () => {
    const form = (path: string, fields: Record<string, string>) =>
      fetch(at(path), { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
    const planned = await form('/faults', { on: 'confirm', kind: 'slow', times: '2', orderId: '', delayMs: '50', value: '' });
    expect([planned.status, planned.headers.get('location')]).toEqual([303, '/_simulator/']);
    expect(outside.simulator.faults.list()).toMatchObject([{ kind: 'slow', times: 2, orderId: null, delayMs: 50 }]);
    await form('/clearings', { what: 'faults' });
    expect(outside.simulator.faults.list()).toEqual([]);
    const receiptId = await outside.pay();
    await form('/clearings', { what: 'everything' });
    expect(outside.simulator.ledger.receipt(receiptId)).toBeUndefined();
  });

  it('lists messages newest first, of one channel', async () => {
    for (const text of ['하나', '둘']) await outside.post('/slack', { text });
    await outside.post('/sms', { id: 'k', to: '01012345678', text: '셋', kind: 'SMS' });
    const { messages } = (await (await fetch(at('/messages?channel=slack'))).json()) as { messages: { text: string }[] };
    expect(messages.map(({ text }) => text)).toEqual(['둘', '하나']);
    expect((await fetch(at('/messages?channel=fax'))).status).toBe(422);
  });
});

describe('its memory', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mngshop-simulator-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('survives the process: money, messages, faults, late captures and webhooks that are due', async () => {
    const file = join(folder, 'deeper', 'outside.sqlite');
    // Slow enough that the tries are not used up before it ends, on a machine however busy.
    const before = await startOutside({ file, webhookBackoffMs: 200 });
    const pay = (orderId: string) => before.simulator.ledger.pay({ orderId, price: 5_000 }).receipt_id;
    const [paid, late] = [pay('MNG-1'), pay('MNG-2')];
    before.shop.acknowledges = false;
    await before.payments.confirm(paid);
    before.simulator.faults.plan({ on: 'confirm', kind: 'late_commit', delayMs: 1_300 });
    await before.payments.confirm(late).catch(() => null);
    before.simulator.faults.plan({ on: 'receipt', kind: 'html_502' });
    await fetch(`${before.origin}/_simulator/slack`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"text":"안녕"}',
    });
    await before.close();

    const after = await startOutside({ file });
    try {
      expect(after.simulator.ledger.receipt(paid)).toMatchObject({ status: 1 });
      await expect(after.payments.readReceipt(paid)).rejects.toMatchObject({ code: 'http_502' });
      await vi.waitFor(() => expect(after.told.map((webhook) => webhook.receipt_id).toSorted()).toEqual([paid, late].toSorted()), {
        timeout: 20_000,
      });
      expect(after.simulator.ledger.receipt(late)).toMatchObject({ status: 1 });
      const { messages } = (await (await fetch(`${after.origin}/_simulator/messages`)).json()) as { messages: object[] };
      expect(messages).toHaveLength(1);
    } finally {
      await after.close();
    }
  });
});

describe('production', () => {
  it('has no simulator', () => {
    const log = { info() {}, warn() {}, error() {} };
    expect(() => createSimulator({ file: ':memory:', webhookUrl: () => '', log, environment: 'prod' })).toThrow(/never runs in production/);
  });
});

describe('whatever a program sends', () => {
  const VALUES: unknown[] = [
    undefined,
    null,
    '',
    'x',
    '\u0000',
    '\ud800',
    -1,
    0,
    1.5,
    1e300,
    Number.MAX_SAFE_INTEGER,
    true,
    [],
    {},
    [[]],
    '가'.repeat(300),
  ];
  const FIELDS: Record<string, object> = {
    '/bootpay/payments': { orderId: 'MNG-1', price: 100, orderName: 'x', status: 2, sandbox: true, currency: 'KRW', method: 'card' },
    '/bootpay/window': { orderId: 'MNG-1', orderName: 'x', price: 100, method: 'card', trouble: 'none' },
    '/bootpay/v2/request/token': { application_id: 'x', private_key: 'x' },
    '/bootpay/v2/confirm': { receipt_id: 'x' },
    '/bootpay/v2/cancel': { receipt_id: 'x', cancel_price: 1, cancel_id: 'x', cancel_message: 'x' },
    '/faults': { on: 'confirm', kind: 'slow', times: 1, orderId: 'never', delayMs: 0, probability: 1, seed: 1, value: 1 },
    '/slack': { text: 'x', blocks: [] },
    '/sms': { id: 'x', from: '1', to: '01012345678', text: 'x', kind: 'SMS', resend: false },
    '/clearings': { what: 'faults' },
    '/webhooks/1/deliveries': {},
  };

  it.each(Object.entries(FIELDS))('to %s is refused or done, and breaks nothing', async (path, fields) => {
    for (const field of [...Object.keys(fields), 'more']) {
      for (const value of VALUES) {
        const answer = await outside.post(path, { ...fields, [field]: value });
        expect([field, value, answer.status < 500]).toEqual([field, value, true]);
      }
    }
    for (const body of [[], [1], {}]) expect((await outside.post(path, body)).status).toBeLessThan(500);
    for (const n of ['0', '-1', '1e400', 'x', '%00', '9'.repeat(40)])
      expect((await outside.post(`/webhooks/${n}/deliveries`, {})).status).toBe(404);
  });

  it.each([
    '/messages?channel[]=sms',
    '/messages?channel=x',
    '/bootpay/receipts/%00',
    '/bootpay/receipts/%ff',
    '/bootpay/window?price[]=1',
    '/bootpay/window?order_id=a&price=1&items=[',
    '/webhooks',
    '/faults',
    '/assets/%00',
  ])('to read %s is answered', async (path) => {
    const { status } = await fetch(at(path));
    expect(status).toBeLessThan(500);
  });

  it.each(['other_amount', 'wrong_price', 'status'] as const)('a fault %s that needs a number is planned with one', async (kind) => {
    const on = kind === 'other_amount' ? 'confirm' : 'receipt';
    for (const value of ['much', '', 1.5, 1e300]) {
      const planned = await outside.post('/faults', { on, kind, value });
      // An empty field of the form is no value.
      expect([value, planned.status]).toEqual([value, value === '' ? 201 : 422]);
    }
    outside.simulator.faults.clear();
    const receiptId = await outside.pay();
    plan({ on, kind, value: '7000' });
    if (kind === 'other_amount') expect((await outside.payments.confirm(receiptId)).price).toBe(7_000);
  });
});
