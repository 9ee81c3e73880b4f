import { mkdirSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { type DatabaseClock, databaseClock } from '../database/clock.js';
import type { Config } from './config.js';
import type { Context } from '../kernel/context.js';
import { openShopDatabase } from './open-database.js';
import { createLog } from '../kernel/log.js';
import { createOutside, outsideTransactions } from './outside.js';
import { ROOT } from '../kernel/root.js';
import { openTries } from '../database/open-tries.js';
import { grantRows, tablesWithoutRights } from '../database/insert-only.js';
import { lockSqlite } from '../database/sqlite-lock.js';
import { watchSecurity } from '../outbox/watch-security.js';
import { openPictures } from '../storage/open-pictures.js';

export interface OpenShop {
  ctx: Context;
  clock: DatabaseClock;
  /** Absolute. */
  dataDir: string;
  close: () => Promise<void>;
}

/**
 * What a server and a worker have in common: database, outside, clock, in one context.
 * @param simulator where the outside is simulated, for what has no keys
 * @throws Error saying what to do when the database is in use, or cannot be reached
 */
export async function openShop(config: Config, simulator: Parameters<typeof createOutside>[1]): Promise<OpenShop> {
  const dataDir = isAbsolute(config.dataDir) ? config.dataDir : join(ROOT, config.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const unlock = lockSqlite(config.databaseUrl);
  const log = createLog(config.logLevel);
  const db = await openMigrated(config, log);
  const clock = await databaseClock(db);
  const place = { dataDir, publicOrigin: config.publicOrigin, secret: config.secrets.field, now: () => clock.now() };
  const { tries, close: closeTries } = await openTries(db, { secret: config.secrets.field, redisUrl: config.redisUrl, log });
  const ctx: Context = {
    db,
    tries,
    ...createOutside(config, simulator),
    pictures: outsideTransactions('Pictures', await openPictures(config.pictures, place)),
    clock,
    log,
    actor: { kind: 'system' },
    settings: settingsOf(config),
  };
  ctx.watch = watchSecurity(ctx);
  const close = async () => {
    clock.stop();
    await closeTries();
    await ctx.watch?.settled();
    await db.destroy();
    unlock();
  };
  return { ctx, clock, dataDir, close };
}

/** Brought to the newest migration by who may change its shape, then opened by who may not. */
async function openMigrated(config: Config, log: Context['log']): ReturnType<typeof openShopDatabase> {
  const { databaseUrl, migrationDatabaseUrl, databaseAdminUrl, backup, databasePool: poolSize } = config;
  if (databaseAdminUrl && backup) {
    const { makeDatabaseUsers } = await import('../database/database-users.js');
    await makeDatabaseUsers(databaseAdminUrl, { app: databaseUrl, migrations: migrationDatabaseUrl, backups: backup.databaseUrl });
  }
  if (migrationDatabaseUrl === databaseUrl) return openShopDatabase(databaseUrl, { poolSize });
  const migrations = await openShopDatabase(migrationDatabaseUrl, { poolSize: 2 });
  try {
    const db = await openShopDatabase(databaseUrl, { poolSize, migrate: false });
    const lacking = await tablesWithoutRights(db);
    if (lacking === null) log.warn({}, 'The database lets the app change its own logs: start it once with DATABASE_ADMIN_URL');
    await grantRows((text, values) => migrations.query(text, values), decodeURIComponent(new URL(databaseUrl).username), lacking ?? []);
    return db;
  } finally {
    await migrations.destroy();
  }
}

const settingsOf = (config: Config): Context['settings'] => ({
  appEnv: config.appEnv,
  publicOrigin: config.publicOrigin,
  holdMinutes: config.holdMinutes,
  returnPostage: config.returnPostage,
  codeWon: config.codeWon,
  codesWonADay: config.codesWonADay,
  refundRetryMs: config.refundRetryMs,
  countsFreshMs: 1_000,
  sandbox: config.appEnv !== 'prod',
  smsSender: config.smsSender,
  smsOptOut: config.smsOptOut,
  secrets: config.secrets,
  formerSecrets: config.formerSecrets,
});
