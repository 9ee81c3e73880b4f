import type { Order } from '@mngshop/backend/contract';
import { api } from '../../lib/api/calls';
import { ApiError } from '../../lib/api/api-error';

/** What the result page shows. `unpaid` can still be paid, `ended` can't. */
export type Result =
  | { kind: 'paid'; order: Order }
  | { kind: 'checking'; order: Order | undefined }
  | { kind: 'unpaid'; order: Order; reason: string }
  | { kind: 'ended'; order: Order; reason: string };

const UNPAID = '결제창에서 결제를 마치지 않았어요. 돈은 빠져나가지 않았어요.';

/**
 * Tells the server of the receipt, where there is one, and reads how the order stands. Asking again is safe: the server confirms a
 * receipt once. @throws ApiError when the order itself can't be read
 */
export async function confirmPayment(number: string, receiptId: string | null): Promise<Result> {
  if (!receiptId) return resultOf((await api.order(number)).order, UNPAID);
  try {
    const { order } = await api.submitPayment(number, receiptId);
    // Taken, though Bootpay can't be asked yet: nobody may pay a second time meanwhile.
    return order.state === 'pending' ? { kind: 'checking', order } : resultOf(order, UNPAID);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code === 'not_signed_in' || error.status === 404) throw error;
    // No answer, a 5xx, too many at once: the money may be on its way, so nothing is called a failure yet.
    if (error.status === 0 || error.status >= 500 || error.status === 429) return { kind: 'checking', order: undefined };
    return resultOf((await api.order(number)).order, error.detail);
  }
}

/** @param reason for an order that isn't paid */
export function resultOf(order: Order, reason: string): Result {
  if (order.paymentState === 'confirming') return { kind: 'checking', order };
  if (order.state === 'pending') return { kind: 'unpaid', order, reason };
  if (order.state === 'expired')
    return { kind: 'ended', order, reason: '결제 시간이 지나 주문이 닫혔어요. 결제된 금액이 있으면 모두 돌려드려요.' };
  if (order.state === 'cancelled') return { kind: 'ended', order, reason: '취소된 주문이에요. 결제된 금액은 모두 돌려드려요.' };
  return { kind: 'paid', order };
}
