import { mkdirSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { type DatabaseClock, databaseClock } from '../database/clock.js';
import type { Config } from './config.js';
import type { Context } from '../kernel/context.js';
import { openShopDatabase } from './open-database.js';
import { createLog } from '../kernel/log.js';
import { createOutside, outsideTransactions } from './outside.js';
import { ROOT } from '../kernel/root.js';
import { lockSqlite } from '../database/sqlite-lock.js';
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
  const db = await openMigrated(config);
  const clock = await databaseClock(db);
  const place = { dataDir, publicOrigin: config.publicOrigin, secret: config.secrets.field, now: () => clock.now() };
  const ctx: Context = {
    db,
    ...createOutside(config, simulator),
    pictures: outsideTransactions('Pictures', await openPictures(config.pictures, place)),
    clock,
    log: createLog(config.logLevel),
    actor: { kind: 'system' },
    settings: settingsOf(config),
  };
  const close = async () => {
    clock.stop();
    await db.destroy();
    unlock();
  };
  return { ctx, clock, dataDir, close };
}

/** Brought to the newest migration by who may change its shape, then opened by who may not. */
async function openMigrated(config: Config): ReturnType<typeof openShopDatabase> {
  const { databaseUrl, migrationDatabaseUrl, databaseAdminUrl, backup, databasePool: poolSize } = config;
  if (databaseAdminUrl && backup) {
    const { makeDatabaseUsers } = await import('../database/database-users.js');
    await makeDatabaseUsers(databaseAdminUrl, { app: databaseUrl, migrations: migrationDatabaseUrl, backups: backup.databaseUrl });
  }
  if (migrationDatabaseUrl === databaseUrl) return openShopDatabase(databaseUrl, { poolSize });
  await (await openShopDatabase(migrationDatabaseUrl, { poolSize: 2 })).destroy();
  return openShopDatabase(databaseUrl, { poolSize, migrate: false });
}

const settingsOf = (config: Config): Context['settings'] => ({
  appEnv: config.appEnv,
  publicOrigin: config.publicOrigin,
  holdMinutes: config.holdMinutes,
  returnPostage: config.returnPostage,
  refundRetryMs: config.refundRetryMs,
  countsFreshMs: 1_000,
  sandbox: config.appEnv !== 'prod',
  smsSender: config.smsSender,
  smsOptOut: config.smsOptOut,
  secrets: config.secrets,
  formerSecrets: config.formerSecrets,
});
