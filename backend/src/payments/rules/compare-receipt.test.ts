import { describe, expect, it } from 'vitest';
import { compareReceipt } from './compare-receipt.js';

const payment = { receiptId: 'r1', state: 'paid', captured: 100_000, committed: 0 };
const refund = (amount: number, state: string, cancelledBefore: number | null = 0) => ({ amount, state, cancelledBefore });
type Refunds = Parameters<typeof compareReceipt>[1];
/** What differs where these refunds are promised and the receipt has given so much back. */
const compare = (refunds: Refunds, cancelled: number) =>
  compareReceipt({ ...payment, committed: refunds.reduce((sum, { amount }) => sum + amount, 0) }, refunds, {
    captured: 100_000,
    cancelled,
  });

describe('our ledger beside a receipt', () => {
  it('differs in nothing where both say the same', () => {
    expect(compare([], 0)).toEqual([]);
    expect(compare([refund(30_000, 'done'), refund(20_000, 'done', 30_000)], 50_000)).toEqual([]);
  });

  it('differs where another sum was captured, unless the capture is just being made', () => {
    const receipt = { captured: 90_000, cancelled: 0 };
    expect(compareReceipt(payment, [], receipt)).toEqual(['r1: 승인 90000원, 장부 100000원']);
    expect(compareReceipt({ ...payment, state: 'confirming', captured: 0 }, [], receipt)).toEqual([]);
  });

  it('differs where less was given back than is done, or more than was sent', () => {
    expect(compare([refund(30_000, 'done')], 29_999)).toEqual(['r1: 취소 29999원, 장부 30000원']);
    expect(compare([refund(30_000, 'done')], 30_001)).toEqual(['r1: 취소 30001원, 장부 30000원']);
  });

  it.each(['due', 'frozen'])('knows of one that was sent and is %s that it may have gone back or not', (state) => {
    const refunds = [refund(30_000, 'done'), refund(20_000, state, 30_000)];
    expect(compare(refunds, 30_000)).toEqual([]);
    expect(compare(refunds, 50_000)).toEqual([]);
    expect(compare(refunds, 50_001)).toEqual(['r1: 취소 50001원, 장부 30000원']);
  });

  it.each([
    ['not sent yet', refund(20_000, 'due', null)],
    ['made by hand', refund(20_000, 'done', null)],
    ['left to people', refund(20_000, 'manual')],
  ])('expects nothing on the receipt of one that was %s', (_, one) => {
    expect(compare([one], 0)).toEqual([]);
    expect(compare([one], 20_000)).toEqual(['r1: 취소 20000원, 장부 0원']);
  });

  it('differs where another sum was promised than its refunds are', () => {
    expect(compareReceipt({ ...payment, committed: 20_001 }, [refund(20_000, 'due', null)], { captured: 100_000, cancelled: 0 })).toEqual([
      'r1: 환불 합계 20000원, 약속 20001원',
    ]);
  });
});
