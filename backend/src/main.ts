import 'reflect-metadata';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { createApp } from './app.js';
import { databaseClock } from './clock.js';
import { type Config, readConfig } from './config.js';
import type { Context } from './context.js';
import { isSqlite, openDatabase } from './database.js';
import { entities } from './entities.js';
import { jobs } from './jobs/jobs.js';
import { runJobs } from './jobs/run-jobs.js';
import { createLog } from './log.js';
import { createOutside } from './outside.js';
import { ROOT } from './root.js';
import { simulatorFile } from './simulator/simulator-file.js';
import { SIMULATOR_KEYS } from './simulator/bootpay.routes.js';
import { createSimulator } from './simulator/create-simulator.js';
import { shopRoutes } from './simulator/shop.routes.js';
import { lockSqlite } from './sqlite-lock.js';
import { diskPictures } from './storage/disk-pictures.js';

await main(readConfig(process.env)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

async function main(config: Config): Promise<void> {
  const dataDir = isAbsolute(config.dataDir) ? config.dataDir : join(ROOT, config.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const unlock = lockSqlite(config.databaseUrl);
  const log = createLog(config.logLevel);
  const db = await openDatabase(config.databaseUrl, { poolSize: config.databasePool });
  for (const entity of entities) entity.useDataSource(db);
  const clock = await databaseClock(db);
  const own = `http://127.0.0.1:${config.port}`;
  const simulator =
    config.appEnv === 'prod' || config.simulatorUrl
      ? undefined
      : createSimulator({
          file: simulatorFile(config.databaseUrl, dataDir),
          webhookUrl: () => `${own}/api/payments/bootpay/webhook`,
          log,
          environment: config.appEnv,
          publicOrigin: config.publicOrigin,
        });
  const ctx: Context = {
    db,
    ...createOutside(config, { url: config.simulatorUrl ?? `${own}/_simulator`, keys: SIMULATOR_KEYS }),
    pictures: diskPictures(join(dataDir, 'images')),
    clock,
    log,
    actor: { kind: 'system' },
    settings: {
      appEnv: config.appEnv,
      publicOrigin: config.publicOrigin,
      holdMinutes: config.holdMinutes,
      returnPostage: config.returnPostage,
      sandbox: config.appEnv !== 'prod',
      smsSender: config.smsSender,
      smsOptOut: config.smsOptOut,
      secrets: config.secrets,
    },
  };
  if (simulator && config.appEnv === 'local') simulator.router.use(shopRoutes(ctx));
  const app = createApp(ctx, { clock, trustProxy: config.trustProxy, dataDir, ...(simulator ? { simulator: simulator.router } : {}) });
  const server = app.listen(config.port, config.host);
  await once(server, 'listening');
  const running = config.jobs === 'inside' ? runJobs(jobs(ctx, config.every), log) : undefined;
  log.info({ port: (server.address() as AddressInfo).port, database: isSqlite(db) ? 'sqlite' : 'mysql' }, 'MNG shop is ready');
  process.send?.('ready');

  // Stops taking work, finishes what is under way, then lets go of the database.
  const stop = async () => {
    setTimeout(() => process.exit(1), 15_000).unref();
    server.close();
    server.closeIdleConnections();
    await running?.stop();
    await simulator?.close();
    clock.stop();
    await db.destroy();
    unlock();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
}
