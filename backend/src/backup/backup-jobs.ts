import type { Context } from '../kernel/context.js';
import type { BackupSettings } from './backup-settings.js';
import { deleteExpiredDaily } from './delete-expired-daily.js';
import { keepErasures } from './keep-erasures.js';
import { nightlyBackup } from './nightly-backup.js';
import { openPlace } from './open-place.js';

const MINUTE_MS = 60_000;

/** The nightly backup, between two of them the list of what must not come back with one, and the end of both. */
export function backupJobs(ctx: Context, settings: BackupSettings): { name: string; every: number; run(): Promise<number> }[] {
  const place = openPlace(settings.url, settings.container);
  const keeper = keepErasures(place, settings.days);
  return [
    { name: 'backup', every: MINUTE_MS, run: () => nightlyBackup(ctx, settings, place) },
    { name: 'erasures', every: MINUTE_MS, run: () => keeper(ctx) },
    { name: 'expired backups', every: MINUTE_MS, run: () => deleteExpiredDaily(ctx, settings, place) },
  ];
}
