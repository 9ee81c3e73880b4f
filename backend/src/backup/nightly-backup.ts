import type { Context } from '../kernel/context.js';
import { isDuplicate, transact } from '../database/database.js';
import { takeDailyRun } from '../database/daily.js';
import { inKorea } from '../kernel/rules/korean-time.js';
import { enqueue } from '../outbox/outbox.js';
import type { BackupPlace } from './backup-place.js';
import type { BackupSettings } from './backup-settings.js';
import { latestBackup } from './manifest.js';
import { openSnapshot } from './open-snapshot.js';
import { takeBackup } from './take-backup.js';
import { type Said, say } from '../words/say.js';

const HOUR_MS = 3_600_000;
/** Older than a night and two more hours: last night's is not there. */
const STALE_MS = 26 * HOUR_MS;

/** By the hour after the first; one whose process was killed is as good as failed. */
const TRIES = ['backup', 'backup again', 'backup a third time'];
const LOOK = 'look at backups';

/**
 * Takes today's backup if its time has come and no process has; tries again after one and two hours where there is still
 * none; an hour after that tells Slack when the newest is older than 26 hours. Gives how many things it did.
 */
export async function nightlyBackup(ctx: Context, settings: BackupSettings, place: BackupPlace): Promise<number> {
  const clock = inKorea(ctx.clock.now());
  const minutes = clock.getUTCHours() * 60 + clock.getUTCMinutes() - settings.minuteOfDay;
  for (const [hour, name] of TRIES.entries()) {
    const day = minutes >= hour * 60 ? await takeDailyRun(ctx, name, 0) : null;
    if (!day || (hour > 0 && (await isTaken(place, day.before)))) continue;
    await attempt(ctx, settings, place, `backup/${day.name}/${hour + 1}`);
    return 1;
  }
  const day = minutes >= TRIES.length * 60 ? await takeDailyRun(ctx, LOOK, 0) : null;
  if (day) await warnStale(ctx, place, day.name);
  return 0;
}

const isTaken = async (place: BackupPlace, since: Date) => {
  const latest = await latestBackup(place);
  return latest !== null && new Date(latest.takenAt) >= since;
};

async function attempt(ctx: Context, settings: BackupSettings, place: BackupPlace, cause: string): Promise<void> {
  try {
    const snapshot = await openSnapshot(settings.databaseUrl);
    try {
      const { name, bytes, seconds, tables } = await takeBackup(snapshot, place, settings.secret);
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      ctx.log.info({ backup: name, bytes, rows, seconds }, 'A backup was taken, and read back');
    } finally {
      await snapshot.close();
    }
  } catch (error) {
    ctx.log.error({ err: error, where: place.where }, 'A backup failed');
    await alert(ctx, cause, say('slack.backup_failed', { error: wordsOf(error) }));
  }
}

async function warnStale(ctx: Context, place: BackupPlace, day: string): Promise<void> {
  const latest = await latestBackup(place).catch((error: unknown) => {
    ctx.log.error({ err: error, where: place.where }, 'Backups could not be listed');
    return null;
  });
  if (latest && ctx.clock.now().getTime() - new Date(latest.takenAt).getTime() <= STALE_MS) return;
  await alert(ctx, `backup/${day}/stale`, say('slack.backup_old', { latest: latest?.takenAt.slice(0, 16) ?? null }));
}

// The outside's own words may hold addresses; their first line says enough.
const wordsOf = (error: unknown) =>
  (error instanceof Error ? `${error.name}: ${error.message.split('\n')[0] ?? ''}` : 'unknown').slice(0, 200);

async function alert(ctx: Context, k: string, text: Said): Promise<void> {
  const message = { k, channel: 'slack' as const, groupKey: 'alerts', text, purpose: 'alert' as const };
  await transact(ctx.db, (tx) => enqueue(tx, ctx, message)).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error;
  });
}
