import { problemText } from '../access/rules/sealed-log.js';
import { sealLogs } from '../access/seal-logs.js';
import { type VerifiedLog, verifyLogs } from '../access/verify-logs.js';
import { takeDailyRun } from '../database/daily.js';
import { isDuplicate, transact } from '../database/database.js';
import type { Context } from '../kernel/context.js';
import { noteSecurity } from '../kernel/security.js';
import { enqueue } from '../outbox/outbox.js';
import { say } from '../words/say.js';
import { readAnchors, writeAnchors } from './anchor-seals.js';
import type { BackupPlace } from './backup-place.js';

/** After what is past its time was deleted. */
const HOUR = 6;

export interface AnchorPlace {
  place: BackupPlace;
  /** For how many days anchors are kept. */
  days: number;
}

/** Once a day, in one process: verifies the sealed logs, tells Slack what is wrong with them, and keeps outside where they stand. */
export async function checkLogsDaily(ctx: Context, anchors: AnchorPlace | null): Promise<number> {
  const day = await takeDailyRun(ctx, 'logs', HOUR);
  if (!day) return 0;
  // What was written while no process ran is sealed first: it is late, and nobody's doing.
  while ((await sealLogs(ctx)) > 0);
  const known = anchors ? await readAnchors(anchors.place) : {};
  const verified = await verifyLogs(ctx, known);
  for (const one of verified) await report(ctx, day.name, one);
  // Also of a log with something wrong: it was told, and shall be told again only if something is wrong with it since.
  if (anchors) await writeAnchors(anchors.place, verified, ctx.clock.now(), anchors.days);
  return 1;
}

async function report(ctx: Context, day: string, { log, rows, head, problems }: VerifiedLog): Promise<void> {
  const [first] = problems;
  if (!first) return ctx.log.info({ log, rows, head }, 'A log is what was sealed');
  ctx.log.error({ log, rows, head, problems }, 'A log is not what was sealed');
  noteSecurity(ctx, 'log.broken', { subject: `log/${log}`, count: problems.length, why: 'chain' });
  const text = say('slack.log_broken', { log, found: problems.length, first: problemText(first) });
  const message = { k: `log/${log}/${day}`, channel: 'slack' as const, groupKey: 'alerts', text, purpose: 'alert' as const };
  await transact(ctx.db, (tx) => enqueue(tx, ctx, message)).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error;
  });
}
