import { MoreThan } from 'typeorm';
import { type Context, OutsideError } from '../kernel/context.js';
import { isDuplicate, transact } from '../database/database.js';
import type { Period } from '../kernel/rules/period.js';
import { within } from '../lists/within.js';
import { enqueue } from '../outbox/outbox.js';
import { Payment } from '../ledger/payment.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { compareReceipt } from './rules/compare-receipt.js';
import { say } from '../words/say.js';
import { told } from '../words/sentence.js';

const PAGE = 200;

/**
 * Reads every receipt of one day at Bootpay and compares it with our ledger, and our ledger with itself
 * (captured = refunded + owed + kept). Differences go to the log and, together, to Slack once a day.
 * @returns one sentence per difference
 */
export async function reconcileDay(ctx: Context, day: Required<Period> & { name: string }): Promise<string[]> {
  const differences: string[] = [];
  for (let after = 0; ;) {
    const where = { submittedAt: within(day), id: MoreThan(after) };
    const payments = await ctx.db.manager.find(Payment, { where, order: { id: 'ASC' }, take: PAGE });
    for (const payment of payments) differences.push(...(await compare(ctx, payment)));
    const last = payments.at(-1);
    if (!last || payments.length < PAGE) break;
    after = last.id;
  }
  for (const difference of differences) ctx.log.error({ day: day.name, difference }, 'Bootpay and our ledger differ');
  if (differences.length > 0) await tell(ctx, day.name, differences);
  return differences;
}

async function compare(ctx: Context, payment: Payment): Promise<string[]> {
  const refunds = await ctx.db.manager.findBy(Refund, { paymentId: payment.id });
  try {
    const receipt = await ctx.payments.readReceipt(payment.receiptId);
    const captured = receipt.state === 'paid' || receipt.state === 'cancelled' ? receipt.price : 0;
    return compareReceipt(payment, refunds, { captured, cancelled: receipt.cancelledPrice });
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    return [told('slack.receipt_unread', { receiptId: payment.receiptId, code: error.code })];
  }
}

async function tell(ctx: Context, day: string, differences: readonly string[]): Promise<void> {
  const text = say('slack.ledger_differs', { day, found: differences.length, shown: differences.slice(0, 20) });
  const message = { k: `ledger/${day}`, channel: 'slack' as const, groupKey: 'alerts', text, purpose: 'alert' as const };
  await transact(ctx.db, (tx) => enqueue(tx, ctx, message)).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error; // told already
  });
}
