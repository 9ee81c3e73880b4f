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
import { type ShownShipment, viewOrder } from './order-view.js';
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
  const view = viewDetail(order, promotion as Promotion, itsLines, {
    shipment: shipment ?? null,
    payments: itsPayments,
    refunds: itsRefunds.map((refund) => viewRefund(refund, byHand.get(refund.id))),
    lastReturn: lastReturn ?? null,
  });
  return isPayable(ctx, order) ? { order: view, payment: paymentRequest(ctx, order, itsLines) } : { order: view };
}

type Viewed = Parameters<typeof viewOrder>[0] & Parameters<typeof timeline>[0];

/** What an order has besides its own row and its lines. */
interface Parts {
  payments: readonly Pick<Payment, 'method' | 'amount' | 'state' | 'paidAt'>[];
  refunds?: ReturnType<typeof viewRefund>[];
  shipment?: ShownShipment | null;
  lastReturn?: Parameters<typeof timeline>[1];
}

/** One order as `showOrder` tells it, of what has been read; what is left out of the parts, there is none of. */
export function viewDetail(
  order: Viewed,
  promotion: Parameters<typeof viewOrder>[1],
  itsLines: Parameters<typeof viewOrder>[2],
  { payments: itsPayments, refunds: itsRefunds = [], shipment = null, lastReturn = null }: Parts,
) {
  return {
    ...viewOrder(order, promotion, itsLines, shipment),
    payments: itsPayments.map((payment) => viewPayment(payment, order)),
    refunds: itsRefunds,
    timeline: timeline(order, lastReturn),
  } satisfies Told<contract.OrderDetail>;
}
export type OrderDetailView = ReturnType<typeof viewDetail>;

const isPayable = (ctx: Context, order: Order) =>
  order.state === 'pending' && (order.pay === 'none' || order.pay === 'failed') && order.expiresAt > ctx.clock.now();

const viewPayment = (payment: Parts['payments'][number], order: Pick<Order, 'pay'>) =>
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
