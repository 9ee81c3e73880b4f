import 'reflect-metadata';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import express from 'express';
import { createApp } from '../src/boot/app.js';
import { readConfig } from '../src/boot/config.js';
import type { Context } from '../src/kernel/context.js';
import { type Job, jobs } from '../src/jobs/jobs.js';
import { runJobs } from '../src/jobs/run-jobs.js';
import { openShop } from '../src/boot/open-shop.js';
import { createSlack } from '../src/notifications/slack.js';
import { createSms } from '../src/notifications/sms.js';
import { createBootpay } from '../src/payments/bootpay/bootpay.js';
import { SIMULATED_KEYS } from '../src/simulator/simulated-keys.js';
import { memory } from './memory.js';
import type { FromServer, ToServer } from './shop-process.js';
import { nameCalls, nameQueries, type Phase } from './steps.js';

/**
 * The server as main.ts starts it, that can also be told to die at a named step, and whose clock can be put forward.
 * The outside is waited for a second and a half instead of ten, Slack for six; the clock
 * moves only between two pieces of work, as no call here lasts longer than a lease.
 */
const config = readConfig(process.env);
if (!config.simulatorUrl) throw new Error('SIMULATOR_URL: the simulator must survive this process.');
let ahead = Number(process.env['PROVE_AHEAD_MS'] ?? 0);
let deadly: { name: string; phase: Phase; hit: number } | undefined;
const seen = new Map<string, number>();

const { ctx: shop, clock } = await openShop(config, config.simulatorUrl);
// Naming an await costs more than most of them take: who kills by progress does without.
const named = process.env['PROVE_NAMES'] !== 'off';
if (named) nameQueries(shop.db, step);
const calls = shortCalls(config.simulatorUrl);
const open: Context = { ...shop, ...calls, clock: { now: () => new Date(clock.now().getTime() + ahead) } };
const ctx = named ? nameCalls(open, step) : open;
let busy = 0;
const app = express();
app.use((_req, res, next) => {
  busy++;
  res.once('close', () => busy--);
  next();
});
app.set('trust proxy', config.trustProxy).use(createApp(ctx, { clock, trustProxy: config.trustProxy }));
const server = app.listen(config.port, config.host);
await once(server, 'listening');
// As the real one's: a connection that is closed while a driver sends into it would look like a fault of the shop.
server.keepAliveTimeout = 65_000;
if (config.jobs === 'inside') runJobs(jobs(ctx, config.every).map(counted), ctx.log);
process.on('message', (message: ToServer) => void obey(message));
process.on('disconnect', () => process.exit(0));
tell({ ready: true });

function step(name: string, phase: Phase): void {
  const key = `${name} (${phase})`;
  seen.set(key, (seen.get(key) ?? 0) + 1);
  if (deadly?.name !== name || deadly.phase !== phase || --deadly.hit > 0) return;
  process.kill(process.pid, 'SIGKILL');
}

function shortCalls(simulator: string): Pick<Context, 'payments' | 'slack' | 'sms'> {
  const timeoutMs = 1_500; // more than an answer takes on a busy machine
  return {
    payments: createBootpay({
      applicationKey: SIMULATED_KEYS.clientKey,
      credentials: SIMULATED_KEYS,
      entrypoint: `${simulator}/bootpay/v2`,
      timeoutMs: { read: timeoutMs, write: timeoutMs },
    }),
    // Longest, as it cannot be asked what it has got: an answer that came too late is a second message.
    slack: createSlack({ url: `${simulator}/slack`, timeoutMs: 6_000 }),
    sms: createSms({ url: `${simulator}/sms`, senderNumber: config.smsSender, timeoutMs }),
  };
}

function counted(job: Job): Job {
  const run = () => {
    busy++;
    return job.run().finally(() => busy--);
  };
  return { ...job, run };
}

async function obey(message: ToServer): Promise<void> {
  if (message.ahead !== undefined) {
    while (busy > 0) await setImmediate();
    ahead = message.ahead;
  }
  if (message.die) deadly = { ...message.die };
  const steps = message.steps ? [...seen] : [];
  if (message.steps) seen.clear();
  tell({ done: message.id, steps, ...(message.memory ? { memory: memory() } : {}) });
}

function tell(message: FromServer): void {
  process.send?.(message);
}
