import { asCustomer } from '../actors.js';
import type { Context } from '../context.js';
import { notFound } from '../errors.js';
import { Payment } from '../payments/payment.entity.js';
import { type PaymentRequestView, paymentRequest } from '../payments/payment-request.js';
import { type ByHand, refundsByHand } from '../payments/refunds-by-hand.js';
import { Refund } from '../payments/refund.entity.js';
import { Order } from './order.entity.js';
import { type OrderView, viewOrder } from './order-view.js';
import { ReturnRequest } from './return-request.entity.js';
import { timeline, type TimelineEvent } from './rules/timeline.js';
import { Shipment } from './shipment.entity.js';

export interface OrderDetailView extends OrderView {
  payments: { method: string; amount: number; state: OrderView['paymentState']; paidAt: Date | null }[];
  refunds: {
    kind: Refund['kind'];
    amount: number;
    state: 'due' | 'done' | 'manual';
    /** Null while it goes back to the card it came from. */
    byHand: ByHand | null;
    promisedBy: Date;
    requestedAt: Date;
    doneAt: Date | null;
  }[];
  timeline: { event: TimelineEvent; at: Date }[];
}

/**
 * One order with its money and its history; while it waits to be paid also what the payment window needs.
 * @throws AppError 404 for one that is not the customer's
 */
export async function showOrder(ctx: Context, number: string): Promise<{ order: OrderDetailView; payment?: PaymentRequestView }> {
  const order = await ctx.db.manager.findOne(Order, {
    where: { number, customerId: asCustomer(ctx).id },
    relations: { promotion: true, lines: true },
  });
  if (!order) throw notFound();
  const [payments, refunds, shipment, returned] = await Promise.all([
    ctx.db.manager.find(Payment, { where: { orderId: order.id }, order: { id: 'ASC' } }),
    ctx.db.manager.find(Refund, { where: { orderId: order.id }, order: { id: 'ASC' } }),
    ctx.db.manager.findOneBy(Shipment, { orderId: order.id }),
    ctx.db.manager.findOne(ReturnRequest, { where: { orderId: order.id }, order: { id: 'DESC' } }),
  ]);
  const byHand = await refundsByHand(ctx, refunds);
  const view: OrderDetailView = {
    ...viewOrder(
      order,
      order.promotion,
      order.lines.toSorted((a, b) => a.id - b.id),
      shipment,
    ),
    payments: payments.map((payment) => viewPayment(payment, order)),
    refunds: refunds.map((refund) => viewRefund(refund, byHand.get(refund.id))),
    timeline: timeline(order, returned),
  };
  return isPayable(ctx, order) ? { order: view, payment: paymentRequest(ctx, order, order.lines) } : { order: view };
}

const isPayable = (ctx: Context, order: Order) =>
  order.state === 'pending' && (order.pay === 'none' || order.pay === 'failed') && order.expiresAt > ctx.clock.now();

const viewPayment = (payment: Payment, order: Order): OrderDetailView['payments'][number] => ({
  method: payment.method,
  amount: payment.amount,
  state: payment.state === 'paid' ? order.pay : payment.state === 'lapsed' ? 'failed' : 'confirming',
  paidAt: payment.paidAt,
});

// What people transferred is on no receipt (decisions/0014).
const wentByHand = (refund: Refund) => refund.state === 'done' && refund.cancelledBefore === null;

// A frozen refund is one that people look into: to its customer it is still under way.
const viewRefund = (refund: Refund, byHand: ByHand | undefined): OrderDetailView['refunds'][number] => ({
  kind: refund.kind,
  amount: refund.amount,
  state: refund.state === 'frozen' ? 'due' : refund.state,
  byHand: byHand ?? (wentByHand(refund) ? { account: null, transferring: true } : null),
  promisedBy: refund.promisedBy,
  requestedAt: refund.requestedAt,
  doneAt: refund.doneAt,
});
