import type { Context } from '../kernel/context.js';
import { isDuplicate, transact } from '../database/database.js';
import { enqueue } from '../outbox/outbox.js';
import { Refund } from '../ledger/refund.entity.js';
import { say } from '../words/say.js';
import { readRows } from '../database/read.js';
import { limit, sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const refunds = table(Refund);

const WARN_BEFORE_MS = 86_400_000;

/** Tells Slack, once each, of refunds whose three business days end within a day (전자상거래법 §18). Gives how many. */
export async function warnOverdue(ctx: Context): Promise<number> {
  const soon = new Date(ctx.clock.now().getTime() + WARN_BEFORE_MS);
  const late = await readRows(
    ctx.db,
    Refund,
    sql`WHERE ${refunds.state} IN ${['due', 'manual', 'frozen']} AND ${refunds.promisedBy} <= ${soon} ${limit(200)}`,
  );
  let told = 0;
  for (const refund of late) {
    const text = say('slack.refund_due', { amount: refund.amount, state: refund.state, by: refund.promisedBy.toISOString().slice(0, 10) });
    const message = { k: `refund/${refund.id}/overdue`, channel: 'slack' as const, groupKey: 'alerts', text, purpose: 'alert' as const };
    told += await transact(ctx.db, (tx) => enqueue(tx, ctx, message)).then(
      () => 1,
      (error: unknown) => {
        if (!isDuplicate(error)) throw error;
        return 0;
      },
    );
  }
  return told;
}
