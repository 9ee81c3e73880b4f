import { read } from '../database/read.js';
import { limit, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import type { Context } from '../kernel/context.js';
import { Payment } from '../ledger/payment.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { COMPLETED_AFTER_MS, DELIVERED_AFTER_MS } from '../orders/complete-order.js';
import { Order } from '../orders/order.entity.js';
import { CANCELLABLE, PAYABLE } from '../orders/rules/order-state.js';
import { QUIET_MS } from '../payments/read-probe.js';
import { ReceiptProbe } from '../payments/receipt-probe.entity.js';
import { Promotion } from '../promotions/promotion.entity.js';

// What is due now, oldest first, at most so many: a full batch is followed by the next at once.
const BATCH = limit(100);

const orders = table(Order);
const payments = table(Payment);
const probes = table(ReceiptProbe);
const promotions = table(Promotion);
const refunds = table(Refund);
const other = table(Refund, 'other');

/**
 * Those that wait for another of their receipt, or for the lease of a process that died, are left out: a batch full of them
 * would never get to the others.
 */
export async function dueRefunds(ctx: Context): Promise<number[]> {
  const now = ctx.clock.now();
  const rows = await read(
    ctx.db,
    { id: refunds.id },
    sql`FROM ${refunds} JOIN ${payments} ON ${payments.id} = ${refunds.paymentId}
      WHERE ${refunds.state} = ${'due'} AND ${refunds.dueAt} <= ${now}
        AND (${payments.lease} IS NULL OR ${payments.leaseUntil} < ${now})
        AND NOT EXISTS (SELECT 1 FROM ${other} WHERE ${other.paymentId} = ${refunds.paymentId} AND ${other.id} <> ${refunds.id}
          AND ${other.state} = ${'due'} AND ${other.attempts} > 0 AND ${other.cancelledBefore} IS NOT NULL)
      ORDER BY ${refunds.dueAt} ${BATCH}`,
  );
  return rows.map(({ id }) => id);
}

export async function expiredOrders(ctx: Context): Promise<number[]> {
  const over = sql`${orders.state} = ${'pending'} AND ${orders.pay} IN ${PAYABLE} AND ${orders.expiresAt} <= ${ctx.clock.now()}`;
  const rows = await read(ctx.db, { id: orders.id }, sql`FROM ${orders} WHERE ${over} ORDER BY ${orders.expiresAt} ${BATCH}`);
  return rows.map(({ id }) => id);
}

export async function duePayments(ctx: Context): Promise<number[]> {
  const due = sql`${payments.state} IN ${['confirming', 'lapsed']} AND ${payments.nextCheckAt} <= ${ctx.clock.now()}`;
  const rows = await read(ctx.db, { id: payments.id }, sql`FROM ${payments} WHERE ${due} ORDER BY ${payments.nextCheckAt} ${BATCH}`);
  return rows.map(({ id }) => id);
}

export async function closedPromotions(ctx: Context): Promise<number[]> {
  const closed = sql`${promotions.state} = ${'published'} AND ${promotions.closesAt} <= ${ctx.clock.now()}`;
  const rows = await read(ctx.db, { id: promotions.id }, sql`FROM ${promotions} WHERE ${closed} ORDER BY ${promotions.closesAt} ${BATCH}`);
  return rows.map(({ id }) => id);
}

export async function arrivedOrders(ctx: Context): Promise<number[]> {
  const before = (ms: number) => new Date(ctx.clock.now().getTime() - ms);
  const arrived = sql`(${orders.state} = ${'shipped'} AND ${orders.shippedAt} <= ${before(DELIVERED_AFTER_MS)})
    OR (${orders.state} = ${'delivered'} AND ${orders.deliveredAt} <= ${before(COMPLETED_AFTER_MS)})`;
  const rows = await read(ctx.db, { id: orders.id }, sql`FROM ${orders} WHERE ${arrived} ${BATCH}`);
  return rows.map(({ id }) => id);
}

export async function dirtyReceipts(ctx: Context): Promise<string[]> {
  const quietSince = new Date(ctx.clock.now().getTime() - QUIET_MS);
  const dirty = sql`${probes.dirtyAt} IS NOT NULL AND (${probes.readAt} IS NULL OR ${probes.readAt} <= ${quietSince})`;
  const rows = await read(ctx.db, { receiptId: probes.receiptId }, sql`FROM ${probes} WHERE ${dirty} ORDER BY ${probes.dirtyAt} ${BATCH}`);
  return rows.map(({ receiptId }) => receiptId);
}

/** Cancelled ones that still have orders to be cancelled. */
export async function cancelledPromotions(ctx: Context): Promise<number[]> {
  const rows = await read(
    ctx.db,
    { id: promotions.id },
    sql`FROM ${orders} JOIN ${promotions} ON ${promotions.id} = ${orders.promotionId} AND ${promotions.state} = ${'cancelled'}
      WHERE ${orders.state} IN ${CANCELLABLE} GROUP BY ${promotions.id}`,
  );
  return rows.map(({ id }) => id);
}
