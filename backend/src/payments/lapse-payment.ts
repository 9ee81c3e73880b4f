import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { cancelUnpaid } from '../orders/cancel-order.js';
import { moveMoney } from '../orders/move-order.js';
import { Order } from '../orders/order.entity.js';
import { lapse } from '../ledger/payments.js';
import { Payment } from '../ledger/payment.entity.js';
import { readRowOrFail } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const payments = table(Payment);
const orders = table(Order);

/** A receipt is read this often after it lapsed, for a week: one that is captured late is given back. */
const WATCH_EVERY_MS = 3_600_000;

/**
 * Ends a payment that was not captured; its order can be paid with another receipt, or is cancelled if that was asked for.
 * @param lease the caller's; false when it is no longer the caller's to end
 */
export async function lapsePayment(ctx: Context, { receiptId, lease }: { receiptId: string; lease: string }): Promise<boolean> {
  return transact(ctx.db, async (tx) => {
    const { orderId } = await readRowOrFail(tx, Payment, sql`WHERE ${payments.receiptId} = ${receiptId}`);
    const order = await readRowOrFail(tx, Order, sql`WHERE ${orders.id} = ${orderId} ${FOR_UPDATE}`);
    const next = new Date(ctx.clock.now().getTime() + WATCH_EVERY_MS);
    if (!(await lapse(tx, { receiptId, lease, next }))) return false;
    if (order.state !== 'pending') return true;
    await moveMoney(tx, orderId, 'failed');
    if (order.cancelRequestedAt) await cancelUnpaid(tx, ctx, order, order.cancelReason);
    return true;
  });
}
