import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackupPlace } from '../src/backup/backup-place.js';
import { dumpFile, type Manifest, readManifest } from '../src/backup/manifest.js';
import { openLoader } from '../src/backup/open-loader.js';
import { restoreBackup } from '../src/backup/restore-backup.js';
import { openShopDatabase } from '../src/boot/open-database.js';
import { makeDatabase } from './proving-ground.js';

interface Options {
  engine: 'sqlite' | URL;
  say(line: string): void;
}

/** Everything that must be refused before a row is written; gives what was not. */
export async function refusals(place: BackupPlace, manifest: Manifest, secret: string, options: Options): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mngshop-refused-'));
  const target = await makeDatabase(options.engine, folder);
  const file = dumpFile(manifest.name);
  const from = (changed: BackupPlace, key = secret) => restoreBackup(changed, manifest, key, target.url);
  const first = manifest.tables[0];
  const cases: [string, string, () => Promise<unknown>][] = [
    ['another secret', 'BACKUP_SECRET', () => from(place, `${secret}, but another`)],
    ['one byte changed in the middle', 'damaged', () => from(changed(place, file, (all) => flip(all, Math.floor(all.length / 2))))],
    ['the last byte changed', 'damaged', () => from(changed(place, file, (all) => flip(all, all.length - 1)))],
    ['cut off in the middle', 'damaged', () => from(changed(place, file, (all) => all.subarray(0, Math.floor(all.length / 2))))],
    ['its last byte cut off', 'damaged', () => from(changed(place, file, (all) => all.subarray(0, -1)))],
    ['empty', 'not a backup', () => from(changed(place, file, () => Buffer.alloc(0)))],
    ['a manifest that says otherwise', 'manifest', () => restoreBackup(place, otherwise(manifest), secret, target.url)],
    ['no manifest', 'never finished', () => readManifest(place, '2020-01-01T00-00-00-000Z')],
    ['a newer release’s dump', 'older than the backup', () => restoreBackup(place, newer(manifest), secret, target.url)],
  ];
  try {
    const failures: string[] = [];
    for (const [name, words, restore] of cases)
      failures.push(...(await refused(name, words, restore)), ...(await stillEmpty(name, target.url)));
    await (await openShopDatabase(target.url)).destroy();
    failures.push(...(await refused('a database that is not empty', 'not empty', () => from(place))));
    options.say(`${cases.length + 1} restores refused (${cases.map(([name]) => name).join(', ')}, a database that is not empty)`);
    return first ? failures : ['the dump has no table'];
  } finally {
    await target.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function refused(name: string, words: string, restore: () => Promise<unknown>): Promise<string[]> {
  try {
    await restore();
    return [`${name} was restored`];
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return said.includes(words) ? [] : [`${name} was refused with other words: ${said}`];
  }
}

async function stillEmpty(name: string, url: string): Promise<string[]> {
  const loader = await openLoader(url);
  const tables = await loader.tables().finally(() => loader.close());
  return tables.length === 0 ? [] : [`${name} was refused only after ${tables.length} tables had been made`];
}

/** The same place, but for what one file holds. */
function changed(place: BackupPlace, file: string, change: (all: Buffer) => Buffer): BackupPlace {
  async function* read(): AsyncGenerator<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of await place.read(file)) parts.push(part);
    yield change(Buffer.concat(parts));
  }
  return { ...place, read: (name) => (name === file ? Promise.resolve(read()) : place.read(name)) };
}

function flip(all: Buffer, at: number): Buffer {
  const other = Buffer.from(all);
  other.writeUInt8(other.readUInt8(at) ^ 1, at);
  return other;
}

const otherwise = (manifest: Manifest): Manifest => ({
  ...manifest,
  tables: manifest.tables.map((sum) => (sum.table === 'orders' ? { ...sum, rows: sum.rows + 1 } : sum)),
});

const newer = (manifest: Manifest): Manifest => ({ ...manifest, migrations: [...manifest.migrations, 'OfTomorrow9999999999999'] });
