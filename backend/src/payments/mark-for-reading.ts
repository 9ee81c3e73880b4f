import type { Context } from '../kernel/context.js';
import { execute, insertIgnore, transact } from '../database/database.js';
import { Order } from '../orders/order.entity.js';
import { ReceiptProbe } from './receipt-probe.entity.js';

/** One order is paid with a receipt or two; whoever invents more of them causes no more reads than this. */
const RECEIPTS_PER_ORDER = 20;

/**
 * Asks the reconciler to read a receipt again. Level-triggered: ten calls cause one read.
 * @param probe.orderId for whose sake it is read; whose receipt it is, it says itself
 */
export async function markForReading(ctx: Context, { receiptId, orderId }: { receiptId: string; orderId: number }): Promise<void> {
  const now = ctx.clock.now();
  // Updated first: an insert that finds the row holds it shared, and many at once then wait for each other in a circle.
  const known = await transact(ctx.db, (tx) =>
    execute(tx, 'UPDATE receipt_probes SET dirty_at = ? WHERE receipt_id = ?', [now, receiptId]),
  );
  if (known > 0 || (await ctx.db.manager.countBy(ReceiptProbe, { orderId })) >= RECEIPTS_PER_ORDER) return;
  await transact(ctx.db, (tx) =>
    execute(tx, `${insertIgnore(tx)} INTO receipt_probes (receipt_id, order_id, dirty_at) VALUES (?, ?, ?)`, [receiptId, orderId, now]),
  );
}

/** The same for who knows the order by its number, as Bootpay and the way back do. A number that no order has is let pass. */
export async function markForReadingByNumber(ctx: Context, { receiptId, number }: { receiptId: string; number: string }): Promise<void> {
  const order = await ctx.db.manager.findOne(Order, { where: { number }, select: { id: true } });
  if (order) await markForReading(ctx, { receiptId, orderId: order.id });
}
