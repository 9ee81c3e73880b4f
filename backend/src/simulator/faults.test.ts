import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FAULT_KINDS } from './faults.js';
import type { FaultPlan } from './faults.js';
import { startOutside } from './simulator.fixture.js';
import type { TestOutside } from './simulator.fixture.js';

let outside: TestOutside;
beforeEach(async () => void (outside = await startOutside()));
afterEach(() => outside.close());

const at = (path: string) => `${outside.origin}/_simulator${path}`;
const types = () => outside.told.map((webhook) => webhook.webhook_type);

function plan(fault: FaultPlan): void {
  outside.simulator.faults.plan(fault);
}

describe('a planned fault', () => {
  it.each([
    [3, 'waiting', 'capture'],
    [5, 'waiting', 'deposit'],
    [-2, 'dead', null],
    [-30, 'waiting', 'cancel'],
    [77, 'waiting', 'unknown'],
  ])('tells status %d once, and the truth afterwards', async (status, state, waitsFor) => {
    const receiptId = await outside.pay();
    plan({ on: 'receipt', kind: 'status', value: status });
    expect(await outside.payments.readReceipt(receiptId)).toMatchObject({ state, waitsFor });
    expect(await outside.payments.readReceipt(receiptId)).toMatchObject({ state: 'waiting', waitsFor: 'confirm' });
  });

  it.each([
    ['wrong_price', { price: 11_000 }],
    ['wrong_sandbox', { sandbox: false }],
    ['wrong_currency', { currency: 'USD' }],
    ['foreign_order', { orderId: 'FOREIGN-ORDER' }],
  ] as const)('%s tells %j', async (kind, told) => {
    const receiptId = await outside.pay();
    plan({ on: 'receipt', kind });
    expect(await outside.payments.readReceipt(receiptId)).toMatchObject(told);
  });

  it.each([
    ['already_cancelled', '3708'],
    ['over_amount', '3710'],
    ['refuse', 'RC_CANCEL_SERVER_ERROR'],
  ] as const)('%s refuses a cancel with %s, nothing given back', async (kind, code) => {
    const receiptId = await outside.pay();
    await outside.payments.confirm(receiptId);
    plan({ on: 'cancel', kind, ...(kind === 'refuse' && { value: code }) });
    await expect(outside.cancel(receiptId, 1_000, 'x')).rejects.toMatchObject({ kind: 'refused', code });
    expect(outside.simulator.ledger.totals().cancelled).toBe(0);
  });

  it('captures late, after it answered nothing', async () => {
    const receiptId = await outside.pay();
    plan({ on: 'confirm', kind: 'late_commit', delayMs: 4_000 });
    await expect(outside.payments.confirm(receiptId)).rejects.toMatchObject({ kind: 'unknown', code: 'timeout' });
    expect((await outside.payments.readReceipt(receiptId)).waitsFor).toBe('confirm');
    await vi.waitFor(() => expect(types()).toEqual(['PAYMENT_COMPLETED']), { timeout: 15_000 });
    expect((await outside.payments.readReceipt(receiptId)).state).toBe('paid');
  });

  it('cancels late, after it answered nothing', async () => {
    const receiptId = await outside.pay();
    await outside.payments.confirm(receiptId);
    plan({ on: 'cancel', kind: 'late_commit', delayMs: 1_300 });
    await expect(outside.cancel(receiptId, 4_000, 'x')).rejects.toMatchObject({ kind: 'unknown' });
    await vi.waitFor(() => expect(outside.simulator.ledger.cancels(receiptId)).toHaveLength(1), { timeout: 5_000 });
  });

  it('answers slowly, but truly', async () => {
    const receiptId = await outside.pay();
    plan({ on: 'confirm', kind: 'slow', delayMs: 60 });
    const started = performance.now();
    expect((await outside.payments.confirm(receiptId)).state).toBe('paid');
    expect(performance.now() - started).toBeGreaterThan(50);
  });

  it('strikes only the order it is for, as often as it was planned', async () => {
    const [mine, other] = [await outside.pay(), await outside.pay({ orderId: 'MNG-2' })];
    plan({ on: 'receipt', kind: 'html_502', orderId: 'MNG-2', times: 2 });
    expect((await outside.payments.readReceipt(mine)).waitsFor).toBe('confirm');
    for (let time = 0; time < 2; time++) await expect(outside.payments.readReceipt(other)).rejects.toMatchObject({ code: 'http_502' });
    expect((await outside.payments.readReceipt(other)).waitsFor).toBe('confirm');
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
    expect((await outside.post('/faults', { on: 'confirm', kind: 'drop', times: 3, orderId: 'MNG-9' })).status).toBe(201);
    const listed = (await (await fetch(at('/faults'))).json()) as { faults: object[] };
    expect(listed.faults).toMatchObject([{ on: 'confirm', kind: 'drop', times: 3, orderId: 'MNG-9' }]);
    expect((await fetch(at('/faults'), { method: 'DELETE' })).status).toBe(204);
    expect(outside.simulator.faults.list()).toEqual([]);
  });

  it('of a kind that does not fit is refused', async () => {
    expect((await outside.post('/faults', { on: 'webhook', kind: 'hang' })).status).toBe(422);
    expect((await outside.post('/faults', { on: 'moon', kind: 'hang' })).status).toBe(422);
    expect((await outside.post('/faults', { on: 'cancel', kind: 'drop', probability: 2 })).status).toBe(422);
  });

  it('of any kind leaves the simulator on its feet', async () => {
    for (const [on, kinds] of Object.entries(FAULT_KINDS)) {
      for (const kind of kinds)
        if (!/timeout|hang|late|slow/.test(kind)) expect((await outside.post('/faults', { on, kind })).status).toBe(201);
    }
    const receiptId = await outside.pay();
    for (let call = 0; call < 20; call++) {
      await outside.payments.readReceipt(receiptId).catch(() => null);
      await outside.payments.confirm(receiptId).catch(() => null);
      await outside.cancel(receiptId, 100, `c${call}`).catch(() => null);
    }
    expect(outside.simulator.ledger.receipt(receiptId)).toMatchObject({ order_id: 'MNG-1' });
    expect((await outside.payments.readReceipt(receiptId)).receiptId).toBe(receiptId);
  });
});
