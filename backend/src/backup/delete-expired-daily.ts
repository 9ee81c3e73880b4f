import type { Context } from '../kernel/context.js';
import { isDuplicate, transact } from '../database/database.js';
import { takeDailyRun } from '../database/daily.js';
import { enqueue } from '../outbox/outbox.js';
import type { BackupPlace } from './backup-place.js';
import type { BackupSettings } from './backup-settings.js';
import { deleteExpired, type Expired } from './delete-expired.js';
import { say } from '../words/say.js';

/** After the night's backup and its second and third try. */
const HOUR = 8;

/** Once a day, in one process: deletes what is past its time, logs what that was, and tells Slack of what would not go. */
export async function deleteExpiredDaily(ctx: Context, { days }: Pick<BackupSettings, 'days'>, place: BackupPlace): Promise<number> {
  const day = await takeDailyRun(ctx, 'expired backups', HOUR);
  if (!day) return 0;
  const { deleted, kept } = await deleteExpired(place, days, ctx.clock.now()).catch((error: unknown): Expired => {
    ctx.log.error({ err: error, where: place.where }, 'What is past its time could not be listed');
    return { deleted: [], kept: [{ file: place.where, why: 'list' }] };
  });
  ctx.log.info({ where: place.where, days, deleted, kept }, 'What was past its time was deleted');
  if (kept.length > 0) await tell(ctx, day.name, kept);
  return deleted.length;
}

async function tell(ctx: Context, day: string, kept: Expired['kept']): Promise<void> {
  const [first] = kept;
  const text = say('slack.backups_kept', { count: kept.length, file: first?.file ?? '', why: first?.why ?? '' });
  const message = { k: `expired-backups/${day}`, channel: 'slack' as const, groupKey: 'alerts', text, purpose: 'alert' as const };
  await transact(ctx.db, (tx) => enqueue(tx, ctx, message)).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error;
  });
}
