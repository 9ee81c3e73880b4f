import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { exists } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { Payment } from '../ledger/payment.entity.js';
import { ReceiptProbe } from './receipt-probe.entity.js';

const payments = table(Payment);
const probes = table(ReceiptProbe);

/** Of the marked receipts those whose money has been captured meanwhile need no reading: all of them by one statement. */
export async function settleProbes(ctx: Context): Promise<void> {
  const captured = sql`${probes.dirtyAt} IS NOT NULL AND EXISTS (
    SELECT 1 FROM ${payments} WHERE ${payments.receiptId} = ${probes.receiptId} AND ${payments.captured} > 0)`;
  // Looked for first: mostly there is none, and nothing to commit.
  if (!(await exists(ctx.db, sql`FROM ${probes} WHERE ${captured}`))) return;
  await transact(ctx.db, (tx) => updateRows(tx, ReceiptProbe, { dirtyAt: null }, captured));
}
