import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutsideError } from '../../kernel/context.js';
import type { FaultPlan } from '../../simulator/faults.js';
import { startOutside } from '../../simulator/simulator.fixture.js';
import type { TestOutside } from '../../simulator/simulator.fixture.js';
import { toReceipt } from './bootpay-receipt.js';
import { toOutsideError } from './bootpay-rejection.js';
import { SIMULATED_KEYS } from '../../simulator/simulated-keys.js';

let outside: TestOutside;
let receiptId: string;

beforeEach(async () => {
  outside = await startOutside();
  receiptId = outside.simulator.ledger.pay({ orderId: 'MNG-1', price: 1_290_000 }).receipt_id;
});
afterEach(() => outside.close());

const UNKNOWN_RECEIPT = '0123456789abcdef01234567';

async function refusalOf(call: Promise<unknown>): Promise<OutsideError> {
  const error = await call.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(OutsideError);
  return error as OutsideError;
}

function cancelOf(amount: number, cancelId = 'r1') {
  return outside.payments.cancel({ receiptId, amount, cancelId, reason: '고객 요청' });
}

describe('Bootpay through its own SDK', () => {
  it('reads a receipt field by field', async () => {
    expect(await outside.payments.readReceipt(receiptId)).toEqual({
      receiptId,
      orderId: 'MNG-1',
      price: 1_290_000,
      cancelledPrice: 0,
      state: 'waiting',
      waitsFor: 'confirm',
      sandbox: true,
      currency: 'KRW',
      method: 'card',
      partlyRefundable: true,
      purchasedAt: null,
    });
  });

  it('confirms, and tells when in UTC', async () => {
    const receipt = await outside.payments.confirm(receiptId);
    expect(receipt.state).toBe('paid');
    expect(receipt.purchasedAt).toMatch(/Z$/);
    expect(Math.abs(Date.parse(receipt.purchasedAt ?? '') - Date.now())).toBeLessThan(60_000);
  });

  it('gives back a part, then the rest', async () => {
    await outside.payments.confirm(receiptId);
    expect(await cancelOf(40_000, 'a')).toMatchObject({ state: 'paid', cancelledPrice: 40_000 });
    expect(await cancelOf(1_250_000, 'b')).toMatchObject({ state: 'cancelled', cancelledPrice: 1_290_000 });
  });

  it('says which window belongs to it', () => {
    expect(outside.payments).toMatchObject({ provider: 'bootpay', window: 'simulator', applicationKey: 'public' });
    expect(outside.connect({ entrypoint: undefined }).window).toBe('bootpay');
  });

  it.each(['../cancel?x=1#', '', '0123456789abcdef0123456', '0123456789abcdef0123456g', `${UNKNOWN_RECEIPT}\n`])(
    'makes no call for the receipt id %j',
    async (id) => {
      const { payments } = outside;
      const calls = [
        payments.readReceipt(id),
        payments.confirm(id),
        payments.cancel({ receiptId: id, amount: 1, cancelId: 'x', reason: '' }),
      ];
      for (const call of calls) expect(await refusalOf(call)).toMatchObject({ kind: 'refused', code: 'bad_receipt_id' });
      expect(outside.asked).toEqual([]);
    },
  );

  it.each([0, -1, 1.5, NaN])('makes no call for a refund of %d won', async (amount) => {
    expect(await refusalOf(cancelOf(amount))).toMatchObject({ kind: 'refused', code: 'bad_amount' });
    expect(outside.asked).toEqual([]);
  });
});

describe("Bootpay's refusals", () => {
  it('is refused an unknown receipt', async () => {
    expect(await refusalOf(outside.payments.readReceipt(UNKNOWN_RECEIPT))).toMatchObject({ kind: 'refused', code: 'RC_NOT_FOUND' });
  });

  it('is refused a receipt that took too long', async () => {
    outside.simulator.faults.plan({ on: 'confirm', kind: 'expired' });
    expect(await refusalOf(outside.payments.confirm(receiptId))).toMatchObject({ kind: 'refused', code: 'RC_CONFIRM_FAILED' });
    expect((await outside.payments.readReceipt(receiptId)).state).toBe('dead');
  });

  it('is refused a cancel that was done, or is over the amount', async () => {
    await outside.payments.confirm(receiptId);
    expect(await refusalOf(cancelOf(1_290_001))).toMatchObject({ kind: 'refused', code: '3710' });
    await cancelOf(1_000, 'same');
    expect(await refusalOf(cancelOf(1_000, 'same'))).toMatchObject({ kind: 'refused', code: '3708' });
    expect(outside.simulator.ledger.totals()).toEqual({ captured: 1_290_000, cancelled: 1_000 });
  });
});

describe('an answer that leaves it open', () => {
  const cases: [FaultPlan['kind'], string, boolean][] = [
    ['commit_then_timeout', 'timeout', true],
    ['commit_then_500', 'RC_CONFIRM_CRITICAL_FAILED', true],
    ['commit_then_502', 'http_502', true],
    ['commit_then_drop', 'socket', true],
    ['garbage', 'bad_answer', true],
    ['hang', 'timeout', false],
    ['drop', 'socket', false],
    ['html_502', 'http_502', false],
    ['http_500', 'RC_CONFIRM_CRITICAL_FAILED', false],
  ];
  it.each(cases)('%s is unknown (%s), captured: %s', async (kind, code, captured) => {
    outside.simulator.faults.plan({ on: 'confirm', kind });
    expect(await refusalOf(outside.payments.confirm(receiptId))).toMatchObject({ kind: 'unknown', code });
    expect((await outside.payments.readReceipt(receiptId)).state).toBe(captured ? 'paid' : 'waiting');
  });

  it('does not take another receipt for the one asked for, nor half a receipt', () => {
    const receipt = outside.simulator.ledger.receipt(receiptId);
    expect(toReceipt(receipt, receiptId).price).toBe(1_290_000);
    const { price: _, ...half } = { ...receipt, price: 0 };
    for (const [answer, asked] of [
      [receipt, UNKNOWN_RECEIPT],
      [half, receiptId],
      [{ ...receipt, sandbox: 'false' }, receiptId],
      [{ ...receipt, purchased_at: 'yesterday' }, receiptId],
      ['<html>', receiptId],
    ] as const) {
      expect(() => toReceipt(answer, asked)).toThrow(expect.objectContaining({ kind: 'unknown', code: 'bad_answer' }) as Error);
    }
  });

  it('cannot reach a closed port', async () => {
    const payments = outside.connect({ entrypoint: 'http://127.0.0.1:1/v2' });
    expect(await refusalOf(payments.readReceipt(receiptId))).toMatchObject({ kind: 'unknown', code: 'socket' });
  });

  it('wraps each shape the SDK rejects with', () => {
    expect(toOutsideError('x', '<html>502</html>')).toMatchObject({ kind: 'unknown', code: 'bad_answer' });
    expect(toOutsideError('x', { error_code: -100, message: 'timeout of 5ms exceeded' })).toMatchObject({
      kind: 'unknown',
      code: 'timeout',
    });
    expect(toOutsideError('x', { error_code: -100, message: 'read ECONNRESET' })).toMatchObject({ kind: 'unknown', code: 'socket' });
    expect(toOutsideError('x', { error_code: -101, message: '인증 정보가 없습니다.' })).toMatchObject({ kind: 'unknown' });
    expect(toOutsideError('x', { error_code: 'RC_CONFIRM_FAILED', message: '한도 초과' })).toMatchObject({ kind: 'refused' });
    expect(toOutsideError('x', undefined)).toMatchObject({ kind: 'unknown', code: 'bad_answer' });
  });

  it('reads the reason of a cancel from either field', () => {
    const body = { error_code: 'RC_CANCEL_SERVER_ERROR', pg_error_code: '3708', message: '이미 취소' };
    expect(toOutsideError('cancel', { httpStatus: 500, body })).toMatchObject({ kind: 'refused', code: '3708' });
  });

  it('takes too many calls for no verdict on the payment', () => {
    const body = { error_code: 'TOO_MANY_REQUESTS', message: '' };
    expect(toOutsideError('confirm', { httpStatus: 429, body }).kind).toBe('unknown');
  });
});

describe('the keys', () => {
  const { applicationId, privateKey } = SIMULATED_KEYS;
  const withToken = () => outside.connect({ credentials: { applicationId, privateKey } });
  const tokensAsked = () => outside.asked.filter((path) => path === '/request/token').length;

  it('need no token when they come as a client key and a secret key', async () => {
    await outside.payments.readReceipt(receiptId);
    expect(tokensAsked()).toBe(0);
  });

  it('are exchanged for one token, however many calls wait for it', async () => {
    const payments = withToken();
    await Promise.all([payments.readReceipt(receiptId), payments.readReceipt(receiptId), payments.readReceipt(receiptId)]);
    await payments.confirm(receiptId);
    expect(tokensAsked()).toBe(1);
  });

  it('fetch a new token once when a read is turned away', async () => {
    const payments = withToken();
    await payments.readReceipt(receiptId);
    outside.simulator.faults.plan({ on: 'receipt', kind: 'bad_token' });
    expect((await payments.readReceipt(receiptId)).waitsFor).toBe('confirm');
    expect(tokensAsked()).toBe(2);
  });

  it('do not repeat a confirm that was turned away, but the next call has a new token', async () => {
    const payments = withToken();
    outside.simulator.faults.plan({ on: 'confirm', kind: 'bad_token' });
    expect(await refusalOf(payments.confirm(receiptId))).toMatchObject({ kind: 'unknown', code: 'TOKEN_KEY_INVALID' });
    expect(outside.asked.filter((path) => path === '/confirm')).toHaveLength(1);
    expect((await payments.confirm(receiptId)).state).toBe('paid');
    expect(tokensAsked()).toBe(2);
  });

  it('when wrong are no refusal of the payment, and are not told', async () => {
    for (const credentials of [
      { applicationId, privateKey: 'not-the-private-key' },
      { clientKey: SIMULATED_KEYS.clientKey, secretKey: 'not-the-secret-key' },
    ]) {
      const error = await refusalOf(outside.connect({ credentials }).confirm(receiptId));
      expect(error.kind).toBe('unknown');
      expect(JSON.stringify(error) + error.message).not.toContain('not-the-');
    }
    expect(outside.simulator.ledger.receipt(receiptId)?.status).toBe(2);
  });

  it('are struck out where Bootpay repeats them', () => {
    const error = toOutsideError('token', { httpStatus: 400, body: { error_code: 'X', message: 'no such key s3cret' } }, ['s3cret']);
    expect(error.message).not.toContain('s3cret');
  });

  it('of two configurations do not mix', async () => {
    const wrong = outside.connect({ credentials: { clientKey: 'a', secretKey: 'b' } });
    await refusalOf(wrong.readReceipt(receiptId));
    expect((await outside.payments.readReceipt(receiptId)).waitsFor).toBe('confirm');
  });
});
