import type { DataSource } from 'typeorm';
import { openDatabase } from '../database/database.js';
import { migrations } from '../database/migrations/index.js';
import type { BackupPlace } from './backup-place.js';
import { differencesOf, type DumpHead, sumOf, type TableSum } from './dump-lines.js';
import { openLoader } from './open-loader.js';
import { dumpFile, type Manifest } from './manifest.js';
import { readDump } from './read-dump.js';
import type { Row } from './snapshot.js';
import { openSnapshot } from './open-snapshot.js';
import { verifyBackup } from './take-backup.js';

/**
 * Fills an empty database from a backup: tables as the dump's migrations make them, then its rows, then every sum again
 * over what stands in the database, and only then the migrations that came since. Nothing is written before the whole
 * backup was read and found good. What else a shop needs before it opens: see after-restore.ts.
 * @throws Error saying what to do: the database is not empty, the code is older than the dump, the backup is damaged
 */
export async function restoreBackup(
  place: BackupPlace,
  manifest: Manifest,
  secret: string | readonly string[],
  url: string,
): Promise<TableSum[]> {
  refuseOlderCode(manifest);
  await refuseFull(url);
  await verifyBackup(place, manifest, secret);
  await migrate(url, manifest.migrations);
  const head = await load(place, manifest, secret, url);
  const sums = await sumUp(url, head);
  const differences = differencesOf(manifest.tables, sums);
  if (differences.length > 0) {
    throw new Error(`What was restored is not what was dumped; drop this database and do not use it: ${differences.join('; ')}`);
  }
  await migrate(url);
  return sums;
}

function refuseOlderCode(manifest: Manifest): void {
  const known = new Set(migrations.map((migration) => migration.name));
  const newer = manifest.migrations.filter((name) => !known.has(name));
  if (newer.length === 0) return;
  throw new Error(
    `This code is older than the backup, which knows ${newer.join(', ')}: restore with the release that took it, or a newer one.`,
  );
}

async function refuseFull(url: string): Promise<void> {
  const loader = await openLoader(url);
  try {
    const tables = await loader.tables();
    if (tables.length === 0) return;
    throw new Error(
      `The database is not empty (${tables.length} tables, ${tables[0]} among them): a backup is restored into an empty one only, so that none is ever overwritten.\n` +
        'Make another (CREATE DATABASE … CHARACTER SET utf8mb4, or the name of a new SQLite file), name it with --into, and point DATABASE_URL to it afterwards.',
    );
  } finally {
    await loader.close();
  }
}

/** @param only names of the migrations to run; all that there are when left out */
async function migrate(url: string, only?: readonly string[]): Promise<void> {
  const db: DataSource = await openDatabase(url, { poolSize: 2, ...(only ? { onlyMigrations: only } : {}) });
  await db.destroy();
}

async function load(place: BackupPlace, manifest: Manifest, secret: string | readonly string[], url: string): Promise<DumpHead> {
  const loader = await openLoader(url);
  let known: DumpHead | undefined;
  const tableOf = (name: string) => {
    const table = known?.tables.find((one) => one.name === name);
    if (!table) throw new Error(`The dump has rows of ${name}, which its head does not know.`);
    return table;
  };
  try {
    await readDump(place, dumpFile(manifest.name), secret, {
      head: (head) => void (known = head),
      rows: (table, lines) =>
        loader.insert(
          tableOf(table),
          lines.map((line) => JSON.parse(line) as Row),
        ),
    });
    await loader.commit();
  } finally {
    await loader.close();
  }
  if (!known) throw new Error('The dump has no head.');
  return known;
}

async function sumUp(url: string, head: DumpHead): Promise<TableSum[]> {
  const restored = await openSnapshot(url);
  try {
    const sums: TableSum[] = [];
    for (const table of head.tables) sums.push(await sumOf(restored, table));
    return sums;
  } finally {
    await restored.close();
  }
}
