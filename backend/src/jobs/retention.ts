import type { DataSource } from 'typeorm';
import { forgetAccess, forgetAudit } from '../access/forget-entries.js';
import { forgetCodes, forgetConsents, forgetSessions } from '../customers/forget-customers.js';
import { takeDailyRun } from '../database/daily.js';
import { isDuplicate, transact } from '../database/database.js';
import type { Context } from '../kernel/context.js';
import { RETENTION, type Retained, retainedSince } from '../kernel/rules/retention.js';
import { forgetExports, forgetPlacements, forgetRecipients } from '../orders/forget-orders.js';
import { forgetMessages } from '../outbox/forget-messages.js';
import { enqueue } from '../outbox/outbox.js';
import { forgetStaffLinks, forgetStaffSessions } from '../staff/forget-staff.js';
import { say } from '../words/say.js';

/** Lends a connection that may delete entries of the sealed logs, which the app's own user may not. */
export type LogKeeper = <T>(work: (db: DataSource) => Promise<T>) => Promise<T>;

/** After the night's comparison, before the logs are verified. */
const HOUR = 5;
/** Batches of one kind in one night: what is more goes the next. */
const MOST_BATCHES = 2_000;

/** How a batch of each goes; gives how many rows that was, none when nothing is left. */
const FORGET: Record<Retained, (ctx: Pick<Context, 'db'>, since: Date, keeper: LogKeeper) => Promise<number>> = {
  codes: forgetCodes,
  customer_sessions: forgetSessions,
  staff_sessions: forgetStaffSessions,
  staff_links: forgetStaffLinks,
  placements: forgetPlacements,
  messages: forgetMessages,
  exports: forgetExports,
  orders: forgetRecipients,
  consents: forgetConsents,
  access: (_ctx, since, keeper) => keeper((db) => allOf(() => forgetAccess(db, since))),
  audit: (_ctx, since, keeper) => keeper((db) => allOf(() => forgetAudit(db, since))),
};

/** Once a day, in one process: deletes what is past its time, and reports how much of what that was. */
export async function forgetDaily(ctx: Context, keeper: LogKeeper): Promise<number> {
  const day = await takeDailyRun(ctx, 'retention', HOUR);
  if (!day) return 0;
  const { deleted, failed } = await forgetWhatIsOver(ctx, keeper);
  ctx.log.info({ deleted, failed }, 'Rows that were past their time were deleted');
  if (failed.length > 0) await tell(ctx, day.name, failed);
  return 1;
}

export interface Forgotten {
  /** How many rows of each. */
  deleted: Record<Retained, number>;
  failed: Retained[];
}

/** One kind that fails does not hold up the others. */
export async function forgetWhatIsOver(ctx: Context, keeper: LogKeeper): Promise<Forgotten> {
  const deleted = Object.fromEntries(Object.keys(RETENTION).map((what) => [what, 0])) as Record<Retained, number>;
  const failed: Retained[] = [];
  for (const what of Object.keys(RETENTION) as Retained[]) {
    const since = retainedSince(RETENTION[what], ctx.clock.now());
    try {
      await allOf(
        () => FORGET[what](ctx, since, keeper),
        (count) => (deleted[what] += count),
      );
    } catch (error) {
      failed.push(what);
      ctx.log.error({ what, err: error }, 'What is past its time could not be deleted');
    }
  }
  return { deleted, failed };
}

async function allOf(batch: () => Promise<number>, heard: (count: number) => void = () => undefined): Promise<number> {
  let all = 0;
  for (let round = 0; round < MOST_BATCHES; round++) {
    const count = await batch();
    if (count === 0) break;
    all += count;
    heard(count);
  }
  return all;
}

async function tell(ctx: Context, day: string, failed: readonly Retained[]): Promise<void> {
  const text = say('slack.retention_failed', { what: failed.join(', ') });
  const message = { k: `retention/${day}`, channel: 'slack' as const, groupKey: 'alerts', text, purpose: 'alert' as const };
  await transact(ctx.db, (tx) => enqueue(tx, ctx, message)).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error;
  });
}
