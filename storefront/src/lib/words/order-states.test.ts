import type { Order, OrderDetail } from '@mngshop/backend/contract';
import { describe, expect, it } from 'vitest';
import { isPayable, stepsAhead, wordsOf } from './order-states';

const order = (part: Partial<Order>): Order => ({ state: 'paid', paymentState: 'paid', lines: [{ state: 'live' }], ...part }) as Order;

describe('an order in words', () => {
  it('says that a paid group buy is still running', () => {
    expect(wordsOf(order({}), true).chip).toBe('공동구매 진행 중');
    expect(wordsOf(order({}), false).chip).toBe('결제 완료');
  });
  it('says 확인 중 while the payment is being confirmed', () => {
    const confirming = order({ state: 'pending', paymentState: 'confirming' });
    expect(wordsOf(confirming).chip).toBe('확인 중');
  });
  it('says that the time is over as soon as it is, and offers no payment', () => {
    const ago = order({ state: 'pending', paymentState: 'none', expiresAt: new Date(Date.now() - 1).toISOString() });
    expect(wordsOf(ago).chip).toBe('결제 시간 만료');
    expect(wordsOf(ago).headline).toBe('결제 시간이 지나 주문이 닫혔어요');
    expect(isPayable(ago)).toBe(false);
    expect(isPayable({ ...ago, expiresAt: new Date(Date.now() + 60_000).toISOString() })).toBe(true);
  });
  it('tells a missed goal from a cancel', () => {
    const missed = order({ state: 'cancelled', lines: [{ state: 'missed' }] as Order['lines'] });
    expect(wordsOf(missed).headline).toBe('아쉽지만 목표에 닿지 못했어요');
    expect(wordsOf(order({ state: 'cancelled' })).headline).toBe('주문을 취소했어요');
  });
  it('knows what lies ahead, and nothing for an order that has ended', () => {
    const ahead = (state: Order['state']) => stepsAhead(order({ state }) as OrderDetail).map((step) => step.title);
    expect(ahead('shipped')).toEqual(['배송 완료', '구매 확정']);
    expect(ahead('pending')).toEqual(['결제', '상품 준비', '발송', '배송 완료', '구매 확정']);
    expect(ahead('cancelled')).toEqual([]);
    expect(ahead('completed')).toEqual([]);
  });
});
