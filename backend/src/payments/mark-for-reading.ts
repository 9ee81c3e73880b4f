import type { Context } from '../context.js';
import { transact } from '../database.js';
import { ReceiptProbe } from './receipt-probe.entity.js';

/** Asks the reconciler to read a receipt again. Level-triggered: ten calls cause one read. */
export async function markForReading(ctx: Context, probe: { receiptId: string; orderId: number }): Promise<void> {
  const dirtyAt = ctx.clock.now();
  await transact(ctx.db, (tx) =>
    tx.upsert(ReceiptProbe, { ...probe, dirtyAt }, { conflictPaths: ['receiptId'], skipUpdateIfNoValuesChanged: false }),
  );
}
