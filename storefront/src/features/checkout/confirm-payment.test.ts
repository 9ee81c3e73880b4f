import type { Order } from '@mngshop/backend/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { confirmPayment, resultOf } from './confirm-payment';

const order = (state: Order['state'], paymentState: Order['paymentState'] = 'none') => ({ number: 'n', state, paymentState }) as Order;
const problem = (status: number, code: string, detail: string) =>
  Response.json({ type: 'about:blank', title: code, status, code, detail }, { status });

afterEach(() => vi.unstubAllGlobals());

describe('the result of a payment', () => {
  it.each([
    [order('paid', 'paid'), 'paid'],
    [order('preparing', 'partially_refunded'), 'paid'],
    [order('pending', 'confirming'), 'checking'],
    [order('pending'), 'unpaid'],
    [order('pending', 'failed'), 'unpaid'],
    [order('expired'), 'ended'],
    [order('cancelled', 'refunded'), 'ended'],
  ] as const)('%j is %s', (given, kind) => {
    expect(resultOf(given, '').kind).toBe(kind);
  });
  it('sends the receipt and believes the answer', async () => {
    vi.stubGlobal('fetch', async () => Response.json({ order: order('paid', 'paid') }));
    expect((await confirmPayment('n', 'r')).kind).toBe('paid');
  });
  it('never calls silence or a 5xx a failure', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect((await confirmPayment('n', 'r')).kind).toBe('checking');
    vi.stubGlobal('fetch', async () => problem(500, 'unexpected', '잠시 뒤에 다시'));
    expect((await confirmPayment('n', 'r')).kind).toBe('checking');
  });
  it('takes no refusal to be asked for a refused payment', async () => {
    vi.stubGlobal('fetch', async () => problem(429, 'too_many_requests', '잠시 쉬었다가'));
    expect((await confirmPayment('n', 'r')).kind).toBe('checking');
  });
  it('waits when the receipt was taken but could not be read yet', async () => {
    vi.stubGlobal('fetch', async () => Response.json({ order: order('pending') }, { status: 202 }));
    expect((await confirmPayment('n', 'r')).kind).toBe('checking');
  });
  it('never calls an answer that breaks off a failure', async () => {
    vi.stubGlobal('fetch', async () => new Response('{"order":{"num', { status: 200 }));
    expect((await confirmPayment('n', 'r')).kind).toBe('checking');
  });
  it('gives a refused receipt its reason and leaves the order payable', async () => {
    const answers = [problem(409, 'receipt_refused', '카드 한도를 넘었어요.'), Response.json({ order: order('pending') })];
    vi.stubGlobal('fetch', async () => answers.shift());
    expect(await confirmPayment('n', 'r')).toMatchObject({ kind: 'unpaid', reason: '카드 한도를 넘었어요.' });
  });
});
