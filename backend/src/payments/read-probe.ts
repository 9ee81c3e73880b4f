import { AppError } from '../kernel/errors.js';
import { type Context, OutsideError, type Receipt } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { exists, read, readRows } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { Order } from '../orders/order.entity.js';
import { confirmPayment } from './confirm-payment.js';
import { Payment } from '../ledger/payment.entity.js';
import { ReceiptProbe } from './receipt-probe.entity.js';
import { recordCapture } from './record-capture.js';

const orders = table(Order);
const payments = table(Payment);
const probes = table(ReceiptProbe);

/** One receipt is read at most once in this time, however many webhooks speak of it. */
export const QUIET_MS = 10_000;
/** A window opened by a stranger can carry any text; MySQL refuses to compare a column of ASCII with other letters. */
const ORDER_NUMBER = /^[\x21-\x7e]{1,32}$/;

/** Reads a receipt that a webhook or a way back spoke of, and does what the receipt itself says. */
export async function readProbe(ctx: Context, receiptId: string): Promise<void> {
  const [probe] = await readRows(ctx.db, ReceiptProbe, sql`WHERE ${probes.receiptId} = ${receiptId}`);
  if (!probe?.dirtyAt || !(await claim(ctx, probe))) return;
  const receipt = (await isCaptured(ctx, receiptId)) ? null : await readIfAny(ctx, receiptId);
  if (receipt) await follow(ctx, probe, receipt);
  const asFound = sql`${probes.receiptId} = ${receiptId} AND ${probes.dirtyAt} = ${probe.dirtyAt}`;
  await updateRows(ctx.db, ReceiptProbe, { dirtyAt: null }, asFound);
}

// Nothing to learn from one whose money we have: every refund of a settlement is followed by a webhook.
const isCaptured = (ctx: Context, receiptId: string) =>
  exists(ctx.db, sql`FROM ${payments} WHERE ${payments.receiptId} = ${receiptId} AND ${payments.captured} > 0`);

// A definite "no such receipt" is an end: someone made it up, and it must not be asked for again and again.
async function readIfAny(ctx: Context, receiptId: string): Promise<Receipt | null> {
  try {
    return await ctx.payments.readReceipt(receiptId);
  } catch (error) {
    if (error instanceof OutsideError && error.kind === 'refused') return null;
    throw error;
  }
}

async function follow(ctx: Context, { receiptId }: ReceiptProbe, receipt: Receipt): Promise<void> {
  if (await exists(ctx.db, sql`FROM ${payments} WHERE ${payments.receiptId} = ${receiptId}`)) {
    if (receipt.state === 'paid') await recordCapture(ctx, receipt);
    return;
  }
  // Whose it is, the receipt itself says: a webhook may have named another order.
  if (!ORDER_NUMBER.test(receipt.orderId)) return;
  const [order] = await read(ctx.db, { number: orders.number }, sql`FROM ${orders} WHERE ${orders.number} = ${receipt.orderId}`);
  if (order) await confirmPayment(ctx, { number: order.number, receiptId }).catch(refusedIsAnEnd);
}

// dirtyAt stays until the work is done: a crash, or a webhook meanwhile, causes another read.
async function claim(ctx: Context, probe: ReceiptProbe): Promise<boolean> {
  const now = ctx.clock.now();
  const quietSince = new Date(now.getTime() - QUIET_MS);
  const quiet = sql`${probes.receiptId} = ${probe.receiptId} AND (${probes.readAt} IS NULL OR ${probes.readAt} <= ${quietSince})`;
  return transact(ctx.db, async (tx) => (await updateRows(tx, ReceiptProbe, { readAt: now }, quiet)) === 1);
}

function refusedIsAnEnd(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
}
