import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { afterRestore } from '../backup/after-restore.js';
import { applyErasures } from '../backup/apply-erasures.js';
import type { BackupPlace } from '../backup/backup-place.js';
import type { BackupSettings } from '../backup/backup-settings.js';
import { latestBackup, listBackups, readManifest } from '../backup/manifest.js';
import { openPlace } from '../backup/open-place.js';
import { restoreBackup } from '../backup/restore-backup.js';
import { readConfig } from '../boot/config.js';
import { openShopDatabase } from '../boot/open-database.js';
import { lockSqlite } from '../database/sqlite-lock.js';
import { backupSettings, command, print, tableOf } from './command.js';

const USAGE = `npm run restore -- --list                      what there is
npm run restore -- latest --into URL           the newest one into an empty database
npm run restore -- NAME --into URL             that one
npm run restore -- --erasures --into URL       only takes away again what people took away, after the server's own backup was restored
URL is sqlite:FILE or mysql://user:password@host:port/database; DATABASE_URL when --into is left out.`;

await command(async () => {
  const { values, positionals } = arguments_();
  const config = readConfig(process.env);
  const settings = backupSettings(config);
  const place = openPlace(settings.url, settings.container);
  if (values.list) return list(place);
  const url = values.into ?? config.databaseUrl;
  const unlock = lockSqlite(url);
  try {
    if (values.erasures) await erasures(place, url);
    else if (positionals.length === 1) await restore(place, settings, positionals[0] as string, url);
    else throw new Error(USAGE);
  } finally {
    unlock();
  }
});

function arguments_() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { list: { type: 'boolean' }, erasures: { type: 'boolean' }, into: { type: 'string' } },
    });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : ''}\n${USAGE}`, { cause: error });
  }
}

async function list(place: BackupPlace): Promise<void> {
  const names = await listBackups(place);
  if (names.length === 0) return print(`There is no backup in ${place.where}.`);
  for (const name of names) {
    const { bytes, tables, engine } = await readManifest(place, name);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    print(`${name}  ${(bytes / 1e6).toFixed(1).padStart(8)} MB  ${String(rows).padStart(9)} rows  ${engine}`);
  }
}

async function restore(place: BackupPlace, { secret, formerSecrets = [] }: BackupSettings, wanted: string, url: string): Promise<void> {
  const manifest = wanted === 'latest' ? await latestBackup(place) : await readManifest(place, wanted);
  if (!manifest) throw new Error(`There is no backup in ${place.where}.`);
  const began = performance.now();
  print(tableOf(await restoreBackup(place, manifest, [secret, ...formerSecrets], url)));
  const db = await openShopDatabase(url, { poolSize: 2 });
  const { erased, endedSessions } = await afterRestore(db, place, new Date()).finally(() => db.destroy());
  print(
    `${manifest.name} is restored and every table's sum is equal, in ${((performance.now() - began) / 1000).toFixed(1)} s.\n` +
      `Taken away again: ${erased} of customers who left and consents that were withdrawn since. Ended: ${endedSessions} sessions.\n` +
      'Before the shop opens: docs/OPERATIONS.md, "Restore" (staff whose access ended since, payments that came since).',
  );
}

async function erasures(place: BackupPlace, url: string): Promise<void> {
  const db = await openShopDatabase(url, { poolSize: 2, migrate: false });
  const erased = await applyErasures(db, place).finally(() => db.destroy());
  print(`Taken away again: ${erased}.`);
}
