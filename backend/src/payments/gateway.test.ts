import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutsideError, type Payments } from '../kernel/context.js';
import { startOutside, type TestOutside } from '../simulator/simulator.fixture.js';
import { memoryGateway } from '../testing/memory-gateway.js';

interface Provider {
  payments: Payments;
  /** What a person does in the payment window. */
  pay(order: { orderId: string; price: number }): string;
  /** An id that could be one of its receipts, and is none. */
  nobodys: string;
}

let outside: TestOutside;
beforeEach(async () => {
  outside = await startOutside();
});
afterEach(() => outside.close());

const PROVIDERS: [name: string, open: () => Provider][] = [
  [
    'Bootpay',
    () => ({
      payments: outside.payments,
      pay: (order) => outside.simulator.ledger.pay(order).receipt_id,
      nobodys: '0123456789abcdef01234567',
    }),
  ],
  [
    'one in memory',
    () => {
      const gateway = memoryGateway();
      return { payments: gateway, pay: gateway.pay, nobodys: 'm0000000000000000000000' };
    },
  ],
];

const PRICE = 1_290_000;

async function refusal(call: Promise<unknown>): Promise<OutsideError> {
  const error: unknown = await call.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(OutsideError);
  return error as OutsideError;
}

describe.each(PROVIDERS)('a payment gateway: %s', (_name, open) => {
  let provider: Provider;
  let receiptId: string;
  beforeEach(() => {
    provider = open();
    receiptId = provider.pay({ orderId: 'MNG-1', price: PRICE });
  });
  const cancel = (amount: number, cancelId: string) => provider.payments.cancel({ receiptId, amount, cancelId, reason: '고객 요청' });

  it('tells an authorised receipt, which waits for our confirm and has captured nothing', async () => {
    const told = { receiptId, orderId: 'MNG-1', price: PRICE, cancelledPrice: 0, state: 'waiting', waitsFor: 'confirm' };
    expect(await provider.payments.readReceipt(receiptId)).toMatchObject({ ...told, currency: 'KRW', partlyRefundable: true });
  });

  it('captures by a confirm, and says so whenever it is read again', async () => {
    expect(await provider.payments.confirm(receiptId)).toMatchObject({ state: 'paid', waitsFor: null, price: PRICE });
    expect(await provider.payments.readReceipt(receiptId)).toMatchObject({ state: 'paid', cancelledPrice: 0 });
  });

  it('refuses a second confirm, and the receipt still says paid', async () => {
    await provider.payments.confirm(receiptId);
    expect((await refusal(provider.payments.confirm(receiptId))).kind).toBe('refused');
    expect((await provider.payments.readReceipt(receiptId)).state).toBe('paid');
  });

  it('gives back in parts: paid until nothing is left, then cancelled', async () => {
    await provider.payments.confirm(receiptId);
    expect(await cancel(40_000, 'a')).toMatchObject({ state: 'paid', cancelledPrice: 40_000 });
    expect(await cancel(PRICE - 40_000, 'b')).toMatchObject({ state: 'cancelled', cancelledPrice: PRICE });
  });

  it('gives back once for one cancel id, however often it is asked', async () => {
    await provider.payments.confirm(receiptId);
    await cancel(1_000, 'same');
    expect((await refusal(cancel(1_000, 'same'))).kind).toBe('refused');
    expect((await provider.payments.readReceipt(receiptId)).cancelledPrice).toBe(1_000);
  });

  it.each([PRICE + 1, 0, -1, 1.5])('gives back no %d won', async (amount) => {
    await provider.payments.confirm(receiptId);
    expect((await refusal(cancel(amount, 'x'))).kind).toBe('refused');
    expect((await provider.payments.readReceipt(receiptId)).cancelledPrice).toBe(0);
  });

  it('gives nothing back of what was not captured', async () => {
    expect((await refusal(cancel(1_000, 'early'))).kind).toBe('refused');
  });

  it('refuses, for certain, what is nobody’s receipt', async () => {
    const { payments, nobodys } = provider;
    for (const call of [payments.readReceipt(nobodys), payments.confirm(nobodys)]) expect((await refusal(call)).kind).toBe('refused');
  });
});
