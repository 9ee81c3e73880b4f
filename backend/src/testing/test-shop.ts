import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RequestListener } from 'node:http';
import { createApp } from '../boot/app.js';
import type { Context } from '../kernel/context.js';
import { createLog } from '../kernel/log.js';
import { jobs } from '../jobs/jobs.js';
import { createOutside, outsideTransactions } from '../boot/outside.js';
import { createSimulator, type Simulator } from '../simulator/create-simulator.js';
import { openTries } from '../database/open-tries.js';
import { watchSecurity } from '../outbox/watch-security.js';
import { openPictures } from '../storage/open-pictures.js';
import { openTestDatabase } from './test-database.js';

export interface TestShop {
  /** As `http://127.0.0.1:45123`. */
  url: string;
  ctx: Context;
  simulator: Simulator;
  /** The time of every verb; move it with `pass`. */
  clock: { now(): Date; pass(ms: number): void };
  /** The log, as the server writes it on stdout. */
  lines: string[];
  /** Runs every job until none finds anything to do: what would happen in the next minute. */
  settle: () => Promise<void>;
  /** What left the house, newest first. */
  messages: (channel: 'slack' | 'sms') => Promise<{ text: string; to?: string }[]>;
  /** Does what a person does in the payment window; gives the receipt's id. */
  pay: (orderId: string, price: number, other?: object) => Promise<string>;
  stop: () => Promise<void>;
}

/**
 * The whole shop over HTTP with a database of its own; the outside is the simulator, reached by the production clients.
 * @param blobUrl Azurite's address, where pictures are not to be kept on the disk
 * @param trustProxy how many proxies may tell whose address it is
 */
export async function startShop(
  settings: Partial<Context['settings']> = {},
  blobUrl: string | null = null,
  trustProxy = 0,
): Promise<TestShop> {
  const test = await openTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'mngshop-'));
  let listener: RequestListener = (_req, res) => res.end();
  const server = createServer((req, res) => listener(req, res)).listen(0, '127.0.0.1');
  // As the shop's own: longer than a test that blocks the loop takes.
  server.keepAliveTimeout = 75_000;
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const simulator = createSimulator({
    file: ':memory:',
    webhookUrl: () => `${url}/api/payments/bootpay/webhook`,
    log: silent,
    environment: 'local',
    webhookBackoffMs: 20,
  });
  const clock = movableClock();
  const lines: string[] = [];
  const outside = createOutside({ bootpay: null, slackUrl: null, smsUrl: null, smsSender: '15880000' }, `${url}/_simulator`);
  const place = { dataDir, publicOrigin: url, secret: SETTINGS.secrets.field, now: () => clock.now() };
  const pictures = await openPictures({ blobUrl, incoming: 'incoming', pictures: '$web', uploadFunction: null }, place);
  const { tries } = await openTries(test.db, { secret: SETTINGS.secrets.field, log: silent });
  const ctx: Context = {
    db: test.db,
    tries,
    ...outside,
    pictures: outsideTransactions('Pictures', pictures),
    clock,
    log: createLog('info', { write: (line) => void lines.push(line) }),
    actor: { kind: 'system' },
    settings: { ...SETTINGS, publicOrigin: url, ...settings },
  };
  ctx.watch = watchSecurity(ctx);
  listener = createApp(ctx, { clock: { isReady: () => true }, trustProxy, simulator: simulator.router }) as RequestListener;
  return {
    url,
    ctx,
    simulator,
    clock,
    lines,
    settle: () => settle(ctx),
    messages: async (channel) => {
      const answer = await fetch(`${url}/_simulator/messages?channel=${channel}`);
      return ((await answer.json()) as { messages: { text: string; to?: string }[] }).messages;
    },
    pay: async (orderId, price, other = {}) => {
      const answer = await fetch(`${url}/_simulator/bootpay/payments`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ orderId, price, ...other }),
      });
      return ((await answer.json()) as { receiptId: string }).receiptId;
    },
    stop: async () => {
      await simulator.close();
      server.closeAllConnections();
      server.close();
      await test.drop();
    },
  };
}

const SETTINGS: Context['settings'] = {
  appEnv: 'local',
  publicOrigin: '',
  holdMinutes: 15,
  returnPostage: 6_000,
  codeWon: 10,
  codesWonADay: 50_000,
  refundRetryMs: 600_000,
  countsFreshMs: 0,
  sandbox: true,
  smsSender: '15880000',
  smsOptOut: '0801588000',
  secrets: { customerToken: 'test customers '.repeat(3), staffToken: 'test staff '.repeat(4), field: 'test fields '.repeat(4) },
};

const silent: Context['log'] = { info: () => undefined, warn: () => undefined, error: () => undefined };

function movableClock(): TestShop['clock'] {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    pass: (ms) => {
      ahead += ms;
    },
  };
}

async function settle(ctx: Context): Promise<void> {
  await ctx.watch?.settled();
  const all = jobs(ctx, { outbox: 1, refunds: 1, expiry: 1, reconcile: 1, settle: 1 });
  for (let round = 0; round < 20; round++) {
    let done = 0;
    for (const job of all) done += await job.run();
    if (done === 0) return;
  }
  throw new Error('The jobs always find something to do.');
}
