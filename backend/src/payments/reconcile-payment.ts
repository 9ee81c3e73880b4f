import { type Context, OutsideError, type Receipt } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { randomId } from '../kernel/random.js';
import { captureOrLapse } from './capture-or-lapse.js';
import { lapsePayment } from './lapse-payment.js';
import { leasePayment } from '../ledger/payments.js';
import { Payment } from '../ledger/payment.entity.js';
import { recordCapture } from './record-capture.js';
import { isReceiptRefused } from './refuse-receipt.js';
import { readRowOrFail } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const payments = table(Payment);

const LEASE_MS = 30_000;
const CHECK_AGAIN_MS = 60_000;
const WATCH_EVERY_MS = 3_600_000;
/** Bootpay lets a receipt be confirmed for half an hour; after forty minutes it will not be. */
const GIVE_UP_MS = 40 * 60_000;
const WATCH_FOR_MS = 7 * 86_400_000;

/** Brings a payment whose end is not known, or that might still be captured late, one step on, by what its receipt says. */
export async function reconcilePayment(ctx: Context, id: number): Promise<void> {
  const claimed = await claim(ctx, id);
  if (!claimed) return;
  const { payment, lease } = claimed;
  const old = ctx.clock.now().getTime() - payment.submittedAt.getTime() > GIVE_UP_MS;
  const receipt = await readUnlessGone(ctx, payment.receiptId, old);
  if (receipt?.state === 'paid') {
    await recordCapture(ctx, receipt);
    return;
  }
  if (payment.state !== 'confirming') return;
  // Whatever else it says: the order must not wait for ever. Should it be captured all the same, the watch finds it.
  if (old || !receipt) await lapsePayment(ctx, { receiptId: payment.receiptId, lease });
  else await captureOrLapse(ctx, { receiptId: payment.receiptId, lease, receipt }).catch(lapsedIsAnEnd);
}

/** Null for a receipt that is old and that Bootpay does not know any more. */
async function readUnlessGone(ctx: Context, receiptId: string, old: boolean): Promise<Receipt | null> {
  try {
    return await ctx.payments.readReceipt(receiptId);
  } catch (error) {
    if (old && error instanceof OutsideError && error.kind === 'refused') return null;
    throw error;
  }
}

function lapsedIsAnEnd(error: unknown): void {
  if (!isReceiptRefused(error)) throw error;
}

// The next look is set before this one: a crash here costs a minute, not the payment.
async function claim(ctx: Context, id: number): Promise<{ payment: Payment; lease: string } | null> {
  const now = ctx.clock.now();
  const lease = randomId();
  return transact(ctx.db, async (tx) => {
    const payment = await readRowOrFail(tx, Payment, sql`WHERE ${payments.id} = ${id}`);
    const watched = now.getTime() - payment.submittedAt.getTime() < WATCH_FOR_MS;
    const again = payment.state === 'confirming' ? CHECK_AGAIN_MS : WATCH_EVERY_MS;
    const next = payment.state === 'confirming' || watched ? new Date(now.getTime() + again) : null;
    const leased = await leasePayment(tx, { id, lease, until: new Date(now.getTime() + LEASE_MS), now }, { next });
    return leased ? { payment, lease } : null;
  });
}
