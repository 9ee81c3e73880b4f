import type { Context } from '../kernel/context.js';
import { execute, insertIgnore, transact } from '../database/database.js';
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
