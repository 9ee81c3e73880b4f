import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import type * as contract from '../contract/orders.js';
import type { Told } from '../contract/told.js';
import { readRows } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
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

const orders = table(Order);
const lines = table(OrderLine);
const payments = table(Payment);
const promotions = table(Promotion);
const refunds = table(Refund);
const shipments = table(Shipment);
const returns = table(ReturnRequest);

/**
 * One order with its money and its history; while it waits to be paid also what the payment window needs.
 * @throws AppError 404 for one that is not the customer's
 */
export async function showOrder(ctx: Context, number: string) {
  const own = sql`WHERE ${orders.number} = ${number} AND ${orders.customerId} = ${asCustomer(ctx).id}`;
  const [order] = await readRows(ctx.db, Order, own);
  if (!order) throw notFound();
  const [[promotion], itsLines, itsPayments, itsRefunds, [shipment], [lastReturn]] = await Promise.all([
    readRows(ctx.db, Promotion, sql`WHERE ${promotions.id} = ${order.promotionId}`),
    readRows(ctx.db, OrderLine, sql`WHERE ${lines.orderId} = ${order.id} ORDER BY ${lines.id}`),
    readRows(ctx.db, Payment, sql`WHERE ${payments.orderId} = ${order.id} ORDER BY ${payments.id}`),
    readRows(ctx.db, Refund, sql`WHERE ${refunds.orderId} = ${order.id} ORDER BY ${refunds.id}`),
    readRows(ctx.db, Shipment, sql`WHERE ${shipments.orderId} = ${order.id}`),
    readRows(ctx.db, ReturnRequest, sql`WHERE ${returns.orderId} = ${order.id} ORDER BY ${returns.id} DESC LIMIT 1`),
  ]);
  const byHand = await refundsByHand(ctx, itsRefunds);
  const view = {
    ...viewOrder(order, promotion as Promotion, itsLines, shipment ?? null),
    payments: itsPayments.map((payment) => viewPayment(payment, order)),
    refunds: itsRefunds.map((refund) => viewRefund(refund, byHand.get(refund.id))),
    timeline: timeline(order, lastReturn ?? null),
  } satisfies Told<contract.OrderDetail>;
  return isPayable(ctx, order) ? { order: view, payment: paymentRequest(ctx, order, itsLines) } : { order: view };
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
