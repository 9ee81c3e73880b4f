import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import type { DataSource } from 'typeorm';
import { readConfig } from '../src/boot/config.js';
import { openShopDatabase } from '../src/boot/open-database.js';
import { createSimulator, type Simulator } from '../src/simulator/create-simulator.js';
import { freePort } from '../src/testing/free-port.js';
import { makeMysqlDatabase } from '../src/testing/make-mysql-database.js';
import { staffContext, type StaffContext } from '../src/testing/staff-context.js';
import { type ShopProcess, startServer } from './shop-process.js';

/** A database, an outside that survives, and servers that need not. */
export interface Ground {
  /** The driver's own connection, past every server. */
  db: DataSource;
  /** For verbs that the driver calls itself; its clock is the shop's. */
  ctx: StaffContext;
  simulator: Simulator;
  simulatorUrl: string;
  /** The port that is next to be listened on: the first server's, to which the webhooks go. */
  port: number;
  now(): Date;
  /** ms by which the shop's clock runs ahead. */
  ahead: number;
  /** A server that can be killed at a step, with jobs at intervals of tens of milliseconds. */
  start(env?: Record<string, string>): Promise<ShopProcess>;
  /** The server itself, src/main.ts, as often as wanted on MySQL; the first takes the webhooks. */
  startReal(env?: Record<string, string>): Promise<ShopProcess>;
  /** Receipts that the shop has asked Bootpay for so far. */
  reads(): number;
  close(): Promise<void>;
}

/** Jobs at intervals of tens of milliseconds: what takes minutes in a shop must come to its end within a second here. */
const FAST_JOBS = {
  OUTBOX_SECONDS: '0.05',
  REFUNDS_SECONDS: '0.06',
  EXPIRY_SECONDS: '0.1',
  RECONCILE_SECONDS: '0.07',
  SETTLE_SECONDS: '0.15',
};

/** @param engine a MySQL server's address, on which a database is made and dropped; or embedded SQLite, in a folder of its own */
export async function openGround(engine: 'sqlite' | URL, poolSize = 8): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'mngshop-prove-'));
  const database = engine === 'sqlite' ? embedded(folder) : await makeMysqlDatabase(engine.href);
  const db = await openShopDatabase(database.url, { poolSize });
  const port = await freePort();
  const outside = await serveOutside(folder, port);
  const settings = { secrets: readConfig({}).secrets };
  const env = {
    DATABASE_URL: database.url,
    SIMULATOR_URL: outside.simulatorUrl,
    DATA_DIR: folder,
    DATABASE_POOL: String(poolSize),
  };
  let real = 0;
  const ground: Ground = {
    db,
    ctx: staffContext(db, { settings }),
    ...outside,
    port,
    ahead: 0,
    now: () => new Date(Date.now() + ground.ahead),
    start: (more = {}) => startServer({ ...env, ...FAST_JOBS, PROVE_AHEAD_MS: String(ground.ahead), ...more }, port),
    startReal: async (more = {}) => startServer({ ...env, ...more }, real++ === 0 ? port : await freePort(), '../src/main'),
    close: async () => {
      await outside.close();
      await db.destroy();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  ground.ctx.clock.now = ground.now;
  return ground;
}

/** A database of its own, without any table. */
export async function makeDatabase(engine: 'sqlite' | URL, folder: string): Promise<{ url: string; drop(): Promise<void> }> {
  return engine === 'sqlite' ? embedded(folder) : makeMysqlDatabase(engine.href, { empty: true });
}

const embedded = (folder: string) => ({ url: `sqlite:${join(folder, 'shop.sqlite')}`, drop: () => Promise.resolve() });

async function serveOutside(folder: string, shopPort: number) {
  const silent = {
    info: () => undefined,
    warn: () => undefined,
    error: (fields: object, message: string) => console.error(message, fields),
  };
  const simulator = createSimulator({
    file: join(folder, 'simulator.sqlite'),
    webhookUrl: () => `http://127.0.0.1:${shopPort}/api/payments/bootpay/webhook`,
    log: silent,
    environment: 'local',
    // Its ten tries, eighteen seconds, outlast the start of a server on a busy machine.
    webhookBackoffMs: 100,
  });
  const app = express();
  let reads = 0;
  app.use('/_simulator/bootpay/v2/receipt', (_req, _res, next) => {
    reads++;
    next();
  });
  app.use('/_simulator', simulator.router);
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    simulator,
    reads: () => reads,
    simulatorUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/_simulator`,
    close: async () => {
      await simulator.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** What Slack or the phones got, newest first. */
export async function messagesOf(
  ground: Pick<Ground, 'simulatorUrl'>,
  channel: 'slack' | 'sms',
): Promise<{ id: string; text: string; to?: string }[]> {
  const answer = await fetch(`${ground.simulatorUrl}/messages?channel=${channel}`);
  return ((await answer.json()) as { messages: { id: string; text: string; to?: string }[] }).messages;
}
