import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { countRows, read } from '../database/read.js';
import { sql } from '../database/sql.js';
import { optional, table } from '../database/tables.js';
import { insertMissing, updateRows } from '../database/write.js';
import { Payment } from '../ledger/payment.entity.js';
import { Order } from '../orders/order.entity.js';
import { ReceiptProbe } from './receipt-probe.entity.js';

const orders = table(Order);
const probes = table(ReceiptProbe);
const captured = optional(Payment, 'captured');
const NAMED = { id: orders.id, captured: captured.id };

/** One order is paid with a receipt or two; whoever invents more of them causes no more reads than this. */
const RECEIPTS_PER_ORDER = 20;

/**
 * Asks the reconciler to read a receipt again. Level-triggered: ten calls cause one read.
 * @param probe.orderId for whose sake it is read; whose receipt it is, it says itself
 */
export async function markForReading(ctx: Context, { receiptId, orderId }: { receiptId: string; orderId: number }): Promise<void> {
  const now = ctx.clock.now();
  // Updated first: an insert that finds the row holds it shared, and many at once then wait for each other in a circle.
  const known = await transact(ctx.db, (tx) => updateRows(tx, ReceiptProbe, { dirtyAt: now }, sql`${probes.receiptId} = ${receiptId}`));
  if (known > 0 || (await countRows(ctx.db, sql`FROM ${probes} WHERE ${probes.orderId} = ${orderId}`)) >= RECEIPTS_PER_ORDER) return;
  await transact(ctx.db, (tx) => insertMissing(tx, ReceiptProbe, { receiptId, orderId, dirtyAt: now }));
}

/**
 * The same for who knows the order by its number, as Bootpay and the way back do. A number that no order has is let pass, and
 * so is a receipt whose money we have: there is nothing to learn from it, and every payment and refund is followed by one.
 */
export async function markForReadingByNumber(ctx: Context, { receiptId, number }: { receiptId: string; number: string }): Promise<void> {
  const [order] = await read(
    ctx.db,
    NAMED,
    sql`FROM ${orders} LEFT JOIN ${captured} ON ${captured.receiptId} = ${receiptId} AND ${captured.captured} > 0
      WHERE ${orders.number} = ${number}`,
  );
  if (order && order.captured === null) await markForReading(ctx, { receiptId, orderId: order.id });
}
