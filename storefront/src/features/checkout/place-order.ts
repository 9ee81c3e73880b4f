import type { Order, OrderDetailAnswer } from '@mngshop/backend/contract';
import { api, type Recipient } from '../../lib/api/calls';
import { forgetKey, keyFor } from '../../lib/payment/idempotency';
import type { Review } from './review';

export const keyScope = (promotion: string): string => `order:${promotion}`;

/**
 * Places the order under the key of its content, so that a double click, a reload or Back finds the same order again. The answer to
 * a key is kept as it was, so how the order stands now is asked afterwards; one that has ended meanwhile makes room for a new one.
 * @throws ApiError
 */
export async function placeOrder(review: Review, recipient: Recipient): Promise<OrderDetailAnswer> {
  const scope = keyScope(review.promotion.slug);
  const lines = review.lines.map(({ offerId, variantId, quantity, unitPrice }) => ({ offerId, variantId, quantity, unitPrice }));
  const input = { lines, recipient };
  for (;;) {
    const { order } = await api.placeOrder(input, keyFor(sessionStorage, scope, input));
    const now = await api.order(order.number);
    if (!hasEnded(now.order)) return now;
    forgetKey(sessionStorage, scope);
  }
}

/** The order of this promotion that waits for its payment: one at a time. */
export async function pendingOrder(promotion: string): Promise<Order | undefined> {
  const { orders } = await api.history(null, 50);
  return orders.find((order) => order.state === 'pending' && order.promotion.slug === promotion);
}

const hasEnded = (order: Order): boolean => order.state === 'expired' || order.state === 'cancelled';
