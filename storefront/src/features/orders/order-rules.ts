/** What a student can still do with an order. The server decides again. */
import type { Order } from '@mngshop/backend/contract';

export const canCancel = (order: Order): boolean =>
  order.paymentState !== 'confirming' && ['pending', 'paid', 'preparing'].includes(order.state);
export const canReturn = (order: Order): boolean => ['shipped', 'delivered'].includes(order.state);
export const canChangeRecipient = (order: Order): boolean => ['pending', 'paid'].includes(order.state);

/** Whether money has come in for it. */
export const isPaidFor = (order: Order): boolean => ['paid', 'partially_refunded', 'refunded'].includes(order.paymentState);
