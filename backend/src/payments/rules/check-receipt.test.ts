import { describe, expect, it } from 'vitest';
import { checkReceipt } from './check-receipt.js';

const order = { number: '20261122-7KQ2M4T9XW3HBCDE', total: 100_000 };
const receipt = {
  orderId: order.number,
  price: 100_000,
  cancelledPrice: 0,
  currency: 'KRW',
  sandbox: false,
  state: 'waiting' as const,
  waitsFor: 'confirm',
  partlyRefundable: true,
};
type Receipt = Parameters<typeof checkReceipt>[0];
const check = (given: Partial<Receipt>, sandbox = false) => checkReceipt({ ...receipt, ...given }, order, sandbox);

describe('a receipt', () => {
  it.each<Partial<Receipt>>([{ waitsFor: 'confirm' }, { waitsFor: 'capture' }, { state: 'paid', waitsFor: null }])(
    'pays for its order: %j',
    (given) => {
      expect(check(given)).toEqual({ ok: true });
    },
  );

  it.each<[string, Partial<Receipt>]>([
    ['other_order', { orderId: '20261122-0000000000000000' }],
    ['other_price', { price: 99_999 }],
    ['other_price', { price: 100_001 }],
    ['other_price', { cancelledPrice: 1 }],
    ['other_currency', { currency: 'USD' }],
    ['other_environment', { sandbox: true }],
    ['virtual_account', { waitsFor: 'deposit' }],
    ['method', { partlyRefundable: false }],
    ['not_payable', { waitsFor: null }],
    ['not_payable', { state: 'cancelled', waitsFor: null }],
    ['not_payable', { state: 'dead', waitsFor: null }],
  ])('is refused as %s: %j', (reason, given) => {
    expect(check(given)).toEqual({ ok: false, reason });
  });

  it('of real money pays for nothing in a sandbox', () => {
    expect(check({}, true)).toEqual({ ok: false, reason: 'other_environment' });
    expect(check({ sandbox: true }, true)).toEqual({ ok: true });
  });
});
