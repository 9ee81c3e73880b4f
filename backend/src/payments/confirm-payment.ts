import type { Context, Receipt } from '../kernel/context.js';
import { OutsideError } from '../kernel/context.js';
import { isDuplicate, transact } from '../database/database.js';
import { readRows } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { conflict, notFound } from '../kernel/errors.js';
import { tryMoveMoney } from '../orders/move-order.js';
import { Order } from '../orders/order.entity.js';
import { randomId } from '../kernel/random.js';
import { captureOrLapse } from './capture-or-lapse.js';
import { markForReading } from './mark-for-reading.js';
import { openPayment } from '../ledger/payments.js';
import { Payment } from '../ledger/payment.entity.js';
import { refuseReceipt } from './refuse-receipt.js';
import { checkReceipt } from './rules/check-receipt.js';

const orders = table(Order);
const payments = table(Payment);

/** How long this call may talk to Bootpay alone; the reconciler waits for it. */
const LEASE_MS = 30_000;
const FIRST_CHECK_MS = 120_000;

/**
 * Takes a receipt of the payment window for an order: read, checked, confirmed, paid. Asking again is safe.
 * @returns `paid`, or `confirming` while Bootpay's word is still out; the reconciler then goes on
 * @throws AppError 404; 409 `receipt_refused`, after which the order can still be paid with a right one
 */
export async function confirmPayment(ctx: Context, input: { number: string; receiptId: string }): Promise<'paid' | 'confirming'> {
  const { number, receiptId } = input;
  const order = await ownOrder(ctx, number);
  const [known] = await readRows(ctx.db, Payment, sql`WHERE ${payments.receiptId} = ${receiptId}`);
  if (known) return answerKnown(known, order);

  const receipt = await readOrKeep(ctx, order, receiptId);
  if (!receipt) return 'confirming';
  const verdict = checkReceipt(receipt, order, ctx.settings.sandbox);
  if (!verdict.ok) throw await refuseReceipt(ctx, order, receipt, verdict.reason);

  const lease = await claim(ctx, order, receipt);
  if (!lease) return whoWasFaster(ctx, order, receipt);
  return captureOrLapse(ctx, { receiptId, lease, receipt });
}

async function ownOrder(ctx: Context, number: string): Promise<Order> {
  if (ctx.actor.kind !== 'customer' && ctx.actor.kind !== 'system') throw notFound();
  const own = ctx.actor.kind === 'customer' ? sql` AND ${orders.customerId} = ${ctx.actor.id}` : sql``;
  const [order] = await readRows(ctx.db, Order, sql`WHERE ${orders.number} = ${number}${own}`);
  if (!order) throw notFound();
  return order;
}

function answerKnown(payment: Payment, order: Order): 'paid' | 'confirming' {
  if (payment.orderId !== order.id) throw conflict('receipt_refused.used');
  if (payment.state === 'lapsed' && payment.captured > 0) throw conflict('receipt_refused.goes_back');
  if (payment.state === 'lapsed') throw conflict('receipt_refused.lapsed');
  return payment.state;
}

// Bootpay cannot be asked now: the receipt is kept, and read as soon as it can. Only a definite "no such receipt" refuses.
async function readOrKeep(ctx: Context, order: Order, receiptId: string): Promise<Receipt | null> {
  try {
    return await ctx.payments.readReceipt(receiptId);
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    if (error.kind === 'refused') throw conflict('receipt_refused.unknown');
    await markForReading(ctx, { receiptId, orderId: order.id });
    return null;
  }
}

/** Stores that this receipt is being confirmed, before anything is asked of Bootpay. Null when another was faster or time ran out. */
async function claim(ctx: Context, order: Order, receipt: Receipt): Promise<string | null> {
  const lease = randomId();
  const now = ctx.clock.now();
  try {
    return await transact(ctx.db, async (tx) => {
      const inTime = sql`${orders.expiresAt} > ${now}`;
      if (!(await tryMoveMoney(tx, order.id, 'confirming', {}, { state: 'pending', when: inTime }))) return null;
      await openPayment(tx, {
        orderId: order.id,
        provider: ctx.payments.provider,
        receiptId: receipt.receiptId,
        state: 'confirming',
        method: receipt.method,
        amount: receipt.price,
        lease,
        leaseUntil: new Date(now.getTime() + LEASE_MS),
        nextCheckAt: new Date(now.getTime() + FIRST_CHECK_MS),
        submittedAt: now,
      });
      return lease;
    });
  } catch (error) {
    if (isDuplicate(error)) return null;
    throw error;
  }
}

async function whoWasFaster(ctx: Context, order: Order, receipt: Receipt): Promise<'paid' | 'confirming'> {
  const [known] = await readRows(ctx.db, Payment, sql`WHERE ${payments.receiptId} = ${receipt.receiptId}`);
  if (known) return answerKnown(known, order);
  throw await refuseReceipt(ctx, order, receipt, 'not_payable');
}
