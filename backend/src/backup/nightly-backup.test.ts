import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DataSource } from 'typeorm';
import { openShopDatabase } from '../boot/open-database.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { staffContext, type StaffContext } from '../testing/staff-context.js';
import { openTestDatabase } from '../testing/test-database.js';
import type { BackupPlace } from './backup-place.js';
import type { BackupSettings } from './backup-settings.js';
import { listBackups } from './manifest.js';
import { nightlyBackup } from './nightly-backup.js';
import { openPlace } from './open-place.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 04:29 in Korea, the last there was: a dump bears the database's own time, which must not lie before the shop's day. */
const BEFORE = lastDaily(19.5 * HOUR - 60_000);

/** @param time ms after midnight UTC */
function lastDaily(time: number): Date {
  return new Date(Math.floor((Date.now() - time) / DAY) * DAY + time);
}

let folder: string;
let db: DataSource;
let ctx: StaffContext;
let settings: BackupSettings;
let place: BackupPlace;
let close: () => Promise<void>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mngshop-nightly-'));
  const opened = await openOnDisk(folder);
  ({ db, close } = opened);
  ctx = staffContext(db, { now: BEFORE });
  settings = {
    url: `file:${folder}`,
    container: 'backups',
    secret: 's'.repeat(32),
    databaseUrl: opened.url,
    days: 35,
    minuteOfDay: 4 * 60 + 30,
  };
  place = openPlace(settings.url, settings.container);
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

/** In a file: what is in memory has no second connection. */
async function openOnDisk(at: string) {
  if (process.env['TEST_ENGINE'] === 'mysql') {
    const test = await openTestDatabase();
    return { db: test.db, url: test.url, close: () => test.drop() };
  }
  const url = `sqlite:${join(at, 'shop.sqlite')}`;
  const opened = await openShopDatabase(url);
  return { db: opened, url, close: () => opened.destroy() };
}

const told = async () => (await OutboxMessage.find({ order: { id: 'ASC' } })).map((message) => message.text);
const run = () => nightlyBackup(ctx, settings, place);

describe('the nightly backup', () => {
  it('waits for its time, is taken once however often it is asked, and tells nobody', async () => {
    expect([await run(), (await listBackups(place)).length]).toEqual([0, 0]);
    ctx.clock.forward(2 * 60_000);
    const runs = await Promise.all([run(), run(), run()]);
    expect(runs.toSorted()).toEqual([0, 0, 1]);
    ctx.clock.forward(4 * HOUR);
    for (let again = 0; again < 5; again++) await run();
    expect((await listBackups(place)).length).toBe(1);
    expect(await told()).toEqual([]);
  });

  it('that fails is told, and tried again an hour later', async () => {
    const broken = { ...settings, databaseUrl: 'sqlite:/nowhere/at/all.sqlite' };
    ctx.clock.forward(2 * 60_000);
    expect(await nightlyBackup(ctx, broken, place)).toBe(1);
    expect(await told()).toEqual([expect.stringContaining('백업하지 못했어요')]);
    expect(await run()).toBe(0);
    ctx.clock.forward(HOUR);
    expect(await run()).toBe(1);
    expect((await listBackups(place)).length).toBe(1);
  });

  it('that failed three times is told as too old, once', async () => {
    const broken = { ...settings, databaseUrl: 'sqlite:/nowhere/at/all.sqlite' };
    ctx.clock.forward(4 * HOUR);
    for (let minute = 0; minute < 8; minute++) await nightlyBackup(ctx, broken, place);
    const messages = await told();
    expect(messages.filter((text) => text.includes('백업하지 못했어요')).length).toBe(3);
    expect(messages.filter((text) => text.includes('백업이 하나도')).length).toBe(1);
  });

  it('leaves nothing that could be taken for a backup when its storage fails half-way', async () => {
    const failing: BackupPlace = {
      ...place,
      write: (file, chunks) =>
        place.write(
          file,
          (async function* () {
            for await (const chunk of chunks) {
              yield chunk;
              throw new Error('the disk is full');
            }
          })(),
        ),
    };
    ctx.clock.forward(2 * 60_000);
    await nightlyBackup(ctx, settings, failing);
    expect(await listBackups(place)).toEqual([]);
    expect(readdirSync(join(folder, 'backups'))).toEqual([]);
    expect(await told()).toEqual([expect.stringContaining('the disk is full')]);
  });
});
