import type { Order } from '@mngshop/backend/contract';
import { describe, expect, it } from 'vitest';
import { canCancel, canReturn } from './order-rules';

const order = (part: Partial<Order>): Order => ({ state: 'paid', paymentState: 'paid', lines: [{ state: 'live' }], ...part }) as Order;

describe('what can still be done with an order', () => {
  it('cancels until it is shipped and returns from then on', () => {
    const states = ['pending', 'paid', 'preparing', 'shipped', 'delivered', 'completed'] as const;
    expect(states.map((state) => canCancel(order({ state })))).toEqual([true, true, true, false, false, false]);
    expect(states.map((state) => canReturn(order({ state })))).toEqual([false, false, false, true, true, false]);
  });
  it('cancels nothing while the payment is being confirmed', () => {
    expect(canCancel(order({ state: 'pending', paymentState: 'confirming' }))).toBe(false);
  });
});
