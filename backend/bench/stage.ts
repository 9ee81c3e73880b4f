import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IsNull, LessThanOrEqual, Not } from 'typeorm';
import { freePort } from '../src/testing/free-port.js';
import { makeDatabase } from '../prove/proving-ground.js';
import { FLAGS } from '../run/flags.mjs';
import { openShopDatabase } from '../src/boot/open-database.js';
import { readConfig } from '../src/boot/config.js';
import { isSqlite } from '../src/database/database.js';
import { OfferCounter } from '../src/holds/offer-counter.entity.js';
import { ROOT } from '../src/kernel/root.js';
import { OutboxMessage } from '../src/outbox/outbox-message.entity.js';
import { ReceiptProbe } from '../src/payments/receipt-probe.entity.js';
import { staffContext } from '../src/testing/staff-context.js';
import { type Catalogue, fillCatalogue } from './catalogue.js';
import { forkHere } from './forked.js';

export interface Shop {
  url: string;
  pid: number;
  process: ChildProcess;
  stop(): Promise<void>;
}

/**
 * A filled database, the outside in a process of its own, and the built shop as often as it is wanted. Students and promotions
 * are put in before a shop is started: embedded SQLite has one writer.
 */
export interface Stage extends Catalogue {
  engine: 'MySQL' | 'embedded SQLite';
  databaseUrl: string;
  simulatorUrl: string;
  /** How much the jobs still have to do: messages to be sent, receipts to be read again. */
  undone(): Promise<number>;
  /** Of an offer. */
  sold(offerId: number): Promise<number>;
  /** What `npm start` runs. */
  start(env?: Record<string, string>, execArgv?: string[]): Promise<Shop>;
  close(): Promise<void>;
}

export const engine = (): 'sqlite' | URL => {
  const server = process.env['TEST_MYSQL_URL'];
  return server ? new URL(server) : 'sqlite';
};

export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'mngshop-bench-'));
  const database = await makeDatabase(engine(), folder);
  const port = await freePort();
  const db = await openShopDatabase(database.url);
  const catalogue = await fillCatalogue(db, staffContext(db, { now: new Date(), settings: { secrets: readConfig({}).secrets } }));
  const simulator = forkHere('simulator-process.ts', { SIMULATOR_FILE: join(folder, 'simulator.sqlite'), SHOP_PORT: String(port) });
  const [simulatorPort] = (await once(simulator, 'message')) as [number];
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}/_simulator`;
  return {
    engine: isSqlite(db) ? 'embedded SQLite' : 'MySQL',
    databaseUrl: database.url,
    simulatorUrl,
    ...catalogue,
    undone: async () =>
      (await db.manager.countBy(OutboxMessage, { state: 'due', dueAt: LessThanOrEqual(new Date()) })) +
      (await db.manager.countBy(ReceiptProbe, { dirtyAt: Not(IsNull()) })),
    sold: async (offerId) => (await db.manager.findOneByOrFail(OfferCounter, { offerId })).sold,
    start: (env = {}, execArgv = []) =>
      startShop(port, { DATABASE_URL: database.url, DATA_DIR: folder, SIMULATOR_URL: simulatorUrl, ...env }, execArgv),
    close: async () => {
      simulator.kill();
      await db.destroy();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startShop(port: number, given: Record<string, string>, execArgv: string[]): Promise<Shop> {
  const env = { ...process.env, NODE_ENV: 'production', APP_ENV: 'local', LOG_LEVEL: 'error', PORT: String(port), ...given };
  const child = fork(join(ROOT, 'dist/backend/src/main.js'), { cwd: ROOT, env, execArgv: [...FLAGS, ...execArgv] });
  await Promise.race([once(child, 'message'), once(child, 'exit').then(() => Promise.reject(new Error('The shop did not start.')))]);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    process: child,
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
