import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSimulator } from './create-simulator.js';
import { FAULT_KINDS } from './faults.js';
import type { FaultPlan } from './faults.js';
import { startOutside } from './simulator.fixture.js';
import type { TestOutside } from './simulator.fixture.js';

let outside: TestOutside;
beforeEach(async () => void (outside = await startOutside()));
afterEach(() => outside.close());

const at = (path: string) => `${outside.origin}/_simulator${path}`;

function post(path: string, body: object): Promise<Response> {
  return fetch(at(path), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

async function payByProgram(body: object = {}): Promise<string> {
  const response = await post('/bootpay/payments', { orderId: 'MNG-1', price: 10_000, ...body });
  expect(response.status).toBe(201);
  return ((await response.json()) as { receiptId: string }).receiptId;
}

function plan(fault: FaultPlan): void {
  outside.simulator.faults.plan(fault);
}

function cancel(receiptId: string, amount: number, cancelId: string) {
  return outside.payments.cancel({ receiptId, amount, cancelId, reason: '차액' });
}

const types = () => outside.told.map((webhook) => webhook.webhook_type);

describe('a payment made by a program', () => {
  it('waits for the confirm and is told in full, as Bootpay tells it', async () => {
    const receiptId = await payByProgram();
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
    const receiptId = await payByProgram({ status: 5, method: 'vbank', sandbox: false, currency: 'USD' });
    expect(await outside.payments.readReceipt(receiptId)).toMatchObject({ status: 5, method: 'vbank', sandbox: false, currency: 'USD' });
  });

  it.each([[{ price: -1 }], [{ price: 'much' }], [{ orderId: '' }], [{ currency: 'WON!' }]])('is refused with %j', async (wrong) => {
    expect((await post('/bootpay/payments', { orderId: 'MNG-1', price: 10_000, ...wrong })).status).toBe(422);
  });

  it('that does not exist is not found, and a broken body is no crash', async () => {
    expect((await fetch(at('/bootpay/receipts/0123456789abcdef01234567'))).status).toBe(404);
    const broken = await fetch(at('/bootpay/payments'), { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' });
    expect(broken.status).toBe(400);
  });
});

describe('the money', () => {
  it('is taken once, even if two confirms arrive together', async () => {
    const receiptId = await payByProgram();
    const results = await Promise.allSettled([outside.payments.confirm(receiptId), outside.payments.confirm(receiptId)]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(outside.simulator.ledger.totals()).toEqual({ captured: 10_000, cancelled: 0 });
  });

  it('is given back cancel by cancel, each in the ledger', async () => {
    const receiptId = await payByProgram();
    await outside.payments.confirm(receiptId);
    await cancel(receiptId, 3_000, 'line/settle');
    await cancel(receiptId, 7_000, 'line/cancel');
    expect(outside.simulator.ledger.cancels(receiptId)).toMatchObject([
      { cancelId: 'line/settle', amount: 3_000, reason: '차액' },
      { cancelId: 'line/cancel', amount: 7_000 },
    ]);
    expect(outside.simulator.ledger.receipt(receiptId)).toMatchObject({ status: 20, cancelled_price: 10_000 });
  });

  it('is not given back before it was taken', async () => {
    await expect(cancel(await payByProgram(), 1, 'x')).rejects.toMatchObject({ kind: 'refused', code: 'RC_CANCEL_SERVER_ERROR' });
  });

  it('is given back twice when Bootpay does not heed the cancel_id', async () => {
    const receiptId = await payByProgram();
    await outside.payments.confirm(receiptId);
    await cancel(receiptId, 1_000, 'same');
    plan({ on: 'cancel', kind: 'ignore_cancel_id' });
    expect((await cancel(receiptId, 1_000, 'same')).cancelledPrice).toBe(2_000);
  });
});

describe('a planned fault', () => {
  it.each([3, 5, -2, -30])('tells status %d once, and the truth afterwards', async (status) => {
    const receiptId = await payByProgram();
    plan({ on: 'receipt', kind: 'status', value: status });
    expect((await outside.payments.readReceipt(receiptId)).status).toBe(status);
    expect((await outside.payments.readReceipt(receiptId)).status).toBe(2);
  });

  it.each([
    ['wrong_price', { price: 11_000 }],
    ['wrong_sandbox', { sandbox: false }],
    ['wrong_currency', { currency: 'USD' }],
    ['foreign_order', { orderId: 'FOREIGN-ORDER' }],
  ] as const)('%s tells %j', async (kind, told) => {
    const receiptId = await payByProgram();
    plan({ on: 'receipt', kind });
    expect(await outside.payments.readReceipt(receiptId)).toMatchObject(told);
  });

  it.each([
    ['already_cancelled', '3708'],
    ['over_amount', '3710'],
    ['refuse', 'RC_CANCEL_SERVER_ERROR'],
  ] as const)('%s refuses a cancel with %s, nothing given back', async (kind, code) => {
    const receiptId = await payByProgram();
    await outside.payments.confirm(receiptId);
    plan({ on: 'cancel', kind, ...(kind === 'refuse' && { value: code }) });
    await expect(cancel(receiptId, 1_000, 'x')).rejects.toMatchObject({ kind: 'refused', code });
    expect(outside.simulator.ledger.totals().cancelled).toBe(0);
  });

  it('captures late, after it answered nothing', async () => {
    const receiptId = await payByProgram();
    plan({ on: 'confirm', kind: 'late_commit', delayMs: 250 });
    await expect(outside.payments.confirm(receiptId)).rejects.toMatchObject({ kind: 'unknown', code: 'timeout' });
    expect((await outside.payments.readReceipt(receiptId)).status).toBe(2);
    await vi.waitFor(() => expect(types()).toEqual(['PAYMENT_COMPLETED']));
    expect((await outside.payments.readReceipt(receiptId)).status).toBe(1);
  });

  it('cancels late, after it answered nothing', async () => {
    const receiptId = await payByProgram();
    await outside.payments.confirm(receiptId);
    plan({ on: 'cancel', kind: 'late_commit', delayMs: 160 });
    await expect(cancel(receiptId, 4_000, 'x')).rejects.toMatchObject({ kind: 'unknown' });
    await vi.waitFor(() => expect(outside.simulator.ledger.cancels(receiptId)).toHaveLength(1));
  });

  it('answers slowly, but truly', async () => {
    const receiptId = await payByProgram();
    plan({ on: 'confirm', kind: 'slow', delayMs: 60 });
    const started = performance.now();
    expect((await outside.payments.confirm(receiptId)).status).toBe(1);
    expect(performance.now() - started).toBeGreaterThan(50);
  });

  it('strikes only the order it is for, as often as it was planned', async () => {
    const [mine, other] = [await payByProgram(), await payByProgram({ orderId: 'MNG-2' })];
    plan({ on: 'receipt', kind: 'html_502', orderId: 'MNG-2', times: 2 });
    expect((await outside.payments.readReceipt(mine)).status).toBe(2);
    for (let time = 0; time < 2; time++) await expect(outside.payments.readReceipt(other)).rejects.toMatchObject({ code: 'http_502' });
    expect((await outside.payments.readReceipt(other)).status).toBe(2);
  });

  it('with a probability strikes about so often, and the same ones for the same seed', async () => {
    const strikes = (seed: number) => {
      outside.simulator.faults.clear();
      plan({ on: 'cancel', kind: 'commit_then_timeout', probability: 0.1, seed });
      return Array.from({ length: 1_000 }, () => outside.simulator.faults.take('cancel', {}) !== null);
    };
    const first = strikes(7);
    expect(first.filter(Boolean).length).toBeGreaterThan(70);
    expect(first.filter(Boolean).length).toBeLessThan(130);
    expect(strikes(7)).toEqual(first);
    expect(strikes(8)).not.toEqual(first);
  });

  it('is planned, listed and cleared over HTTP', async () => {
    expect((await post('/faults', { on: 'confirm', kind: 'drop', times: 3, orderId: 'MNG-9' })).status).toBe(201);
    const listed = (await (await fetch(at('/faults'))).json()) as { faults: object[] };
    expect(listed.faults).toMatchObject([{ on: 'confirm', kind: 'drop', times: 3, orderId: 'MNG-9' }]);
    expect((await fetch(at('/faults'), { method: 'DELETE' })).status).toBe(204);
    expect(outside.simulator.faults.list()).toEqual([]);
  });

  it('of a kind that does not fit is refused', async () => {
    expect((await post('/faults', { on: 'webhook', kind: 'hang' })).status).toBe(422);
    expect((await post('/faults', { on: 'moon', kind: 'hang' })).status).toBe(422);
    expect((await post('/faults', { on: 'cancel', kind: 'drop', probability: 2 })).status).toBe(422);
  });

  it('of any kind leaves the simulator on its feet', async () => {
    for (const [on, kinds] of Object.entries(FAULT_KINDS)) {
      for (const kind of kinds) if (!/timeout|hang|late|slow/.test(kind)) expect((await post('/faults', { on, kind })).status).toBe(201);
    }
    const receiptId = await payByProgram();
    for (let call = 0; call < 20; call++) {
      await outside.payments.readReceipt(receiptId).catch(() => null);
      await outside.payments.confirm(receiptId).catch(() => null);
      await cancel(receiptId, 100, `c${call}`).catch(() => null);
    }
    expect(outside.simulator.ledger.receipt(receiptId)).toMatchObject({ order_id: 'MNG-1' });
    expect((await outside.payments.readReceipt(receiptId)).receiptId).toBe(receiptId);
  });
});

describe('a webhook', () => {
  async function paidReceipt(): Promise<string> {
    const receiptId = await payByProgram();
    await outside.payments.confirm(receiptId);
    return receiptId;
  }

  it('tells each change with the fields of the receipt', async () => {
    const receiptId = await paidReceipt();
    await outside.simulator.webhooks.idle();
    await cancel(receiptId, 1_000, 'a');
    await outside.simulator.webhooks.idle();
    await cancel(receiptId, 9_000, 'b');
    await outside.simulator.webhooks.idle();
    expect(types()).toEqual(['PAYMENT_COMPLETED', 'PAYMENT_PARTIAL_CANCELLED', 'PAYMENT_CANCELLED']);
    expect(outside.told[0]).toMatchObject({ receipt_id: receiptId, order_id: 'MNG-1', price: 10_000, status: 1 });
  });

  it('is repeated ten times until it is acknowledged, then given up', async () => {
    outside.shop.acknowledges = false;
    await paidReceipt();
    await outside.simulator.webhooks.idle();
    expect(outside.told).toHaveLength(11);
    expect(outside.simulator.webhooks.list(1)).toMatchObject([{ state: 'given_up', attempts: 11 }]);
  });

  it('stops as soon as it is acknowledged, and can be sent again by hand', async () => {
    outside.shop.acknowledges = false;
    outside.shop.onWebhook = () => (outside.shop.acknowledges = outside.told.length >= 3);
    await paidReceipt();
    await outside.simulator.webhooks.idle();
    expect(outside.told).toHaveLength(3);
    const [last] = outside.simulator.webhooks.list(1);
    expect((await post(`/webhooks/${last?.n}/deliveries`, {})).status).toBe(202);
    await outside.simulator.webhooks.idle();
    expect(outside.told).toHaveLength(4);
  });

  it('arrives twice, or never', async () => {
    plan({ on: 'webhook', kind: 'twice' });
    await paidReceipt();
    await outside.simulator.webhooks.idle();
    expect(types()).toEqual(['PAYMENT_COMPLETED', 'PAYMENT_COMPLETED']);
    plan({ on: 'webhook', kind: 'never' });
    await paidReceipt();
    await outside.simulator.webhooks.idle();
    expect(outside.told).toHaveLength(2);
  });

  it('arrives early, before the confirm is answered', async () => {
    plan({ on: 'webhook', kind: 'early' });
    const order: string[] = [];
    outside.shop.onWebhook = () => order.push('webhook');
    await paidReceipt().then(() => order.push('answer'));
    expect(order).toEqual(['webhook', 'answer']);
  });

  it('arrives prematurely, when nothing was captured, and says it was', async () => {
    plan({ on: 'webhook', kind: 'premature' });
    const receiptId = await payByProgram();
    await outside.simulator.webhooks.idle();
    expect(types()).toEqual(['PAYMENT_COMPLETED']);
    expect((await outside.payments.readReceipt(receiptId)).status).toBe(2);
  });

  it('arrives late', async () => {
    plan({ on: 'webhook', kind: 'late', delayMs: 120 });
    await paidReceipt();
    expect(outside.told).toEqual([]);
    await outside.simulator.webhooks.idle();
    expect(types()).toEqual(['PAYMENT_COMPLETED']);
  });

  it('is overtaken by the next one', async () => {
    plan({ on: 'webhook', kind: 'reorder' });
    const receiptId = await paidReceipt();
    await cancel(receiptId, 1_000, 'a');
    await outside.simulator.webhooks.idle();
    expect(types()).toEqual(['PAYMENT_PARTIAL_CANCELLED', 'PAYMENT_COMPLETED']);
  });

  it('tells a payment that was approved at once, and an issued account', async () => {
    await payByProgram({ status: 1 });
    await payByProgram({ status: 5, method: 'vbank' });
    await outside.simulator.webhooks.idle();
    expect(types().toSorted()).toEqual(['PAYMENT_COMPLETED', 'PAYMENT_VIRTUAL_ACCOUNT_ISSUED']);
  });
});

describe('what left the house', () => {
  it('is shown to people, hostile words as words', async () => {
    await post('/slack', { text: '<script>alert(1)</script>' });
    const receiptId = await payByProgram({ orderName: '"><img src=x onerror=alert(1)>' });
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
    const receiptId = await payByProgram();
    await form('/clearings', { what: 'everything' });
    expect(outside.simulator.ledger.receipt(receiptId)).toBeUndefined();
  });

  it('lists messages newest first, of one channel', async () => {
    for (const text of ['하나', '둘']) await post('/slack', { text });
    await post('/sms', { id: 'k', to: '01012345678', text: '셋', kind: 'SMS' });
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
    const before = await startOutside({ file });
    const pay = (orderId: string) => before.simulator.ledger.pay({ orderId, price: 5_000 }).receipt_id;
    const [paid, late] = [pay('MNG-1'), pay('MNG-2')];
    before.shop.acknowledges = false;
    await before.payments.confirm(paid);
    before.simulator.faults.plan({ on: 'confirm', kind: 'late_commit', delayMs: 160 });
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
      await vi.waitFor(() => expect(after.told.map((webhook) => webhook.receipt_id).toSorted()).toEqual([paid, late].toSorted()));
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
