import { type Context, OutsideError } from '../kernel/context.js';
import { isDuplicate, transact } from '../database/database.js';
import type { Period } from '../kernel/rules/period.js';
import { enqueue } from '../outbox/outbox.js';
import { Payment } from '../ledger/payment.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { compareReceipt } from './rules/compare-receipt.js';
import { say } from '../words/say.js';
import { told } from '../words/sentence.js';
import { readRows } from '../database/read.js';
import { limit, sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const payments = table(Payment);
const refundsTable = table(Refund);

const PAGE = 200;

/**
 * Reads every receipt of one day at Bootpay and compares it with our ledger, and our ledger with itself
 * (captured = refunded + owed + kept). Differences go to the log and, together, to Slack once a day.
 * @returns one sentence per difference
 */
export async function reconcileDay(ctx: Context, day: Required<Period> & { name: string }): Promise<string[]> {
  const differences: string[] = [];
  for (let after = 0; ;) {
    const its = sql`${payments.submittedAt} >= ${day.from} AND ${payments.submittedAt} < ${day.before} AND ${payments.id} > ${after}`;
    const page = await readRows(ctx.db, Payment, sql`WHERE ${its} ORDER BY ${payments.id} ${limit(PAGE)}`);
    for (const payment of page) differences.push(...(await compare(ctx, payment)));
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    after = last.id;
  }
  for (const difference of differences) ctx.log.error({ day: day.name, difference }, 'Bootpay and our ledger differ');
  if (differences.length > 0) await tell(ctx, day.name, differences);
  return differences;
}

async function compare(ctx: Context, payment: Payment): Promise<string[]> {
  const refunds = await readRows(ctx.db, Refund, sql`WHERE ${refundsTable.paymentId} = ${payment.id}`);
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
