import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jobs } from '../jobs/jobs.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { type Azurite, hasAzurite, startAzurite } from '../testing/azurite.js';
import { staffContext, type StaffContext } from '../testing/staff-context.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { type BackupPlace, StillKept } from './backup-place.js';
import { deleteExpired } from './delete-expired.js';
import { deleteExpiredDaily } from './delete-expired-daily.js';
import { type Erasure, ERASURES, erasureFile } from './erasure.js';
import { backupName, dumpFile, listBackups, writeManifest } from './manifest.js';
import { openPlace } from './open-place.js';

const DAY = 86_400_000;
const NOW = new Date('2026-11-27T00:00:00.000Z');
const ago = (days: number) => new Date(NOW.getTime() - days * DAY);

async function write(place: BackupPlace, file: string): Promise<void> {
  await place.write(
    file,
    (async function* () {
      yield await Promise.resolve(Buffer.from('x'));
    })(),
  );
}
async function aBackup(place: BackupPlace, takenAt: Date): Promise<string> {
  const name = backupName(takenAt);
  await write(place, dumpFile(name));
  const sums = { tables: [{ table: 'orders', rows: 0, sha256: 'a'.repeat(64) }], migrations: [], engine: 'sqlite' as const };
  const times = { takenAt: takenAt.toISOString(), finishedAt: takenAt.toISOString(), seconds: { dump: 1, verify: 1 } };
  await writeManifest(place, { format: 'mngshop-backup/1', name, bytes: 1, ...sums, ...times });
  return name;
}
const left = (id: number, at: Date): Erasure => ({ what: 'customer', id, at });

describe.each([
  ['the disk', true],
  ['Azurite', hasAzurite],
] as const)('backups past their time, on %s', (store, here) => {
  let azurite: Azurite | undefined;
  let folder: string;
  let place: BackupPlace;
  let round = 0;
  beforeAll(async () => void (azurite = here && store === 'Azurite' ? await startAzurite() : undefined));
  afterAll(async () => azurite?.stop());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mngshop-expired-'));
    place = openPlace(azurite?.url ?? `file:${folder}`, `backups${round++}`);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.runIf(here)('go with their manifests, those never finished too, and what is within it stays', async () => {
    const old = await aBackup(place, ago(36));
    await write(place, dumpFile(backupName(ago(40))));
    const [kept, newest] = [await aBackup(place, ago(34)), await aBackup(place, ago(1))];
    const { deleted } = await deleteExpired(place, 35, NOW);
    expect(deleted.toSorted()).toEqual([dumpFile(backupName(ago(40))), dumpFile(old), `${old}.manifest.json`].toSorted());
    // A dump without its manifest is no backup: it goes last.
    expect(deleted.indexOf(`${old}.manifest.json`)).toBeLessThan(deleted.indexOf(dumpFile(old)));
    expect(await listBackups(place)).toEqual([kept, newest]);
    expect(await place.list('')).not.toContain(dumpFile(old));
    expect(await deleteExpired(place, 35, NOW)).toEqual({ deleted: [], kept: [] });
  });

  it.runIf(here)('the newest stays, however old, while there is none after it', async () => {
    await aBackup(place, ago(90));
    const newest = await aBackup(place, ago(60));
    await deleteExpired(place, 35, NOW);
    expect(await listBackups(place)).toEqual([newest]);
    expect(await place.list('2')).toContain(dumpFile(newest));
  });

  it.runIf(here)('who left is forgotten once no backup is left that knew them', async () => {
    await aBackup(place, ago(50));
    const [before, within] = [left(1, ago(60)), left(2, ago(45))];
    for (const erasure of [before, within, left(3, ago(2))]) await write(place, erasureFile(erasure));
    // The backup of 50 days ago is the only one, so it stays, and with it whoever left since.
    expect((await deleteExpired(place, 35, NOW)).deleted).toEqual([erasureFile(before)]);
    await aBackup(place, ago(1));
    expect((await deleteExpired(place, 35, NOW)).deleted).toContain(erasureFile(within));
    expect(await place.list(ERASURES)).toEqual([erasureFile(left(3, ago(2)))]);
  });

  it.runIf(here)('nothing that is not ours is touched', async () => {
    await aBackup(place, ago(1));
    for (const file of ['2020-notes.txt', 'readme', '20-dumps/2020-01-01T00-00-00-000Z.dump', `${ERASURES}2020`]) await write(place, file);
    expect((await deleteExpired(place, 35, NOW)).deleted).toEqual([]);
  });
});

describe('the daily job', () => {
  let test: TestDatabase;
  let ctx: StaffContext;
  let folder: string;
  let place: BackupPlace;
  beforeEach(async () => {
    test = await openTestDatabase();
    // Nine in the morning in Korea.
    ctx = staffContext(test.db, { now: NOW });
    folder = mkdtempSync(join(tmpdir(), 'mngshop-expired-'));
    place = openPlace(`file:${folder}`, 'backups');
    await aBackup(place, ago(36));
    await aBackup(place, ago(1));
  });
  afterEach(async () => {
    await test.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is one of the worker’s, runs once a day, and says in the log what went', async () => {
    const lines: unknown[] = [];
    ctx.log = { ...ctx.log, info: (facts: object) => void lines.push(facts) };
    const settings = {
      url: `file:${folder}`,
      container: 'backups',
      secret: 's'.repeat(32),
      databaseUrl: test.url,
      days: 35,
      minuteOfDay: 0,
    };
    const every = { outbox: 1, refunds: 1, expiry: 1, reconcile: 1, settle: 1 };
    const job = jobs(ctx, every, settings).find(({ name }) => name === 'expired backups');
    expect([await job?.run(), await job?.run()]).toEqual([2, 0]);
    expect(lines).toEqual([
      expect.objectContaining({ days: 35, deleted: [expect.stringContaining('manifest'), expect.stringContaining('dump')], kept: [] }),
    ]);
    expect(readdirSync(join(folder, 'backups')).length).toBe(2);
  });

  it('tells Slack of what the storage would not let go, and deletes the rest', async () => {
    const [name = ''] = await listBackups(place);
    const keeping: BackupPlace = {
      ...place,
      remove: (file) => (file === dumpFile(name) ? Promise.reject(new StillKept('policy')) : place.remove(file)),
    };
    expect(await deleteExpiredDaily(ctx, { days: 35 }, keeping)).toBe(1);
    const told = (await OutboxMessage.find()).map(({ text }) => text);
    expect(told).toEqual([expect.stringMatching(/백업 1개를 지우지 못했어요 .*\.dump \(policy\)/)]);
    expect(await listBackups(place)).not.toContain(name);
  });
});
