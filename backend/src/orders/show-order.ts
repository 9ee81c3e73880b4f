import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import type * as contract from '../contract/orders.js';
import type { Told } from '../contract/told.js';
import { readRows } from '../database/database.js';
import { notFound } from '../kernel/errors.js';
import { Payment } from '../ledger/payment.entity.js';
import { paymentRequest } from '../ledger/payment-request.js';
import { type ByHand, refundsByHand } from '../ledger/refunds-by-hand.js';
import { Refund } from '../ledger/refund.entity.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { Order } from './order.entity.js';
import { OrderLine } from './order-line.entity.js';
import { viewOrder } from './order-view.js';
import { ReturnRequest } from './return-request.entity.js';
import { timeline } from './rules/timeline.js';
import { Shipment } from './shipment.entity.js';

/**
 * One order with its money and its history; while it waits to be paid also what the payment window needs.
 * @throws AppError 404 for one that is not the customer's
 */
export async function showOrder(ctx: Context, number: string) {
  const [order] = await readRows(ctx.db, Order, 'WHERE number = ? AND customer_id = ?', [number, asCustomer(ctx).id]);
  if (!order) throw notFound();
  const [promotions, lines, payments, refunds, shipments, returns] = await Promise.all([
    readRows(ctx.db, Promotion, 'WHERE id = ?', [order.promotionId]),
    readRows(ctx.db, OrderLine, 'WHERE order_id = ? ORDER BY id', [order.id]),
    readRows(ctx.db, Payment, 'WHERE order_id = ? ORDER BY id', [order.id]),
    readRows(ctx.db, Refund, 'WHERE order_id = ? ORDER BY id', [order.id]),
    readRows(ctx.db, Shipment, 'WHERE order_id = ?', [order.id]),
    readRows(ctx.db, ReturnRequest, 'WHERE order_id = ? ORDER BY id DESC LIMIT 1', [order.id]),
  ]);
  const byHand = await refundsByHand(ctx, refunds);
  const view = {
    ...viewOrder(order, promotions[0] as Promotion, lines, shipments[0] ?? null),
    payments: payments.map((payment) => viewPayment(payment, order)),
    refunds: refunds.map((refund) => viewRefund(refund, byHand.get(refund.id))),
    timeline: timeline(order, returns[0] ?? null),
  } satisfies Told<contract.OrderDetail>;
  return isPayable(ctx, order) ? { order: view, payment: paymentRequest(ctx, order, lines) } : { order: view };
}

const isPayable = (ctx: Context, order: Order) =>
  order.state === 'pending' && (order.pay === 'none' || order.pay === 'failed') && order.expiresAt > ctx.clock.now();

const viewPayment = (payment: Payment, order: Order) =>
  ({
    method: payment.method,
    amount: payment.amount,
    state: payment.state === 'paid' ? order.pay : payment.state === 'lapsed' ? 'failed' : 'confirming',
    paidAt: payment.paidAt,
  }) satisfies Told<contract.OrderDetail['payments'][number]>;

// What people transferred is on no receipt (decisions/0014).
const wentByHand = (refund: Refund) => refund.state === 'done' && refund.cancelledBefore === null;

const viewRefund = (refund: Refund, byHand: ByHand | undefined) =>
  ({
    kind: refund.kind,
    amount: refund.amount,
    state: refund.state === 'frozen' ? 'due' : refund.state,
    byHand: byHand ?? (wentByHand(refund) ? { account: null, transferring: true } : null),
    promisedBy: refund.promisedBy,
    requestedAt: refund.requestedAt,
    doneAt: refund.doneAt,
  }) satisfies Told<contract.OrderDetail['refunds'][number]>;
