import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { students } from '../goods.js';
import type { Readings } from '../reader-process.js';
import { forkBeside } from '../shop-process.js';
import type { AttackedShop, Result } from './attack.js';

const LIST = '/api/customer/promotions';
const WAVES = { small: 1, whole: Number(process.env['PROVE_WAVES'] ?? 10) };
const CROWD = { small: 12, whole: 100 };
const IDLE_MS = { small: 100, whole: 8_000 };

type Flood = (shop: AttackedShop, n: number) => Promise<number>;

/** Whoever comes has an address of their own, so that no throttle helps. */
const FLOODS: Record<string, Flood> = {
  'sign-ins': (shop, n) =>
    status(from(shop, n).post('/api/customer/session', { email: `nobody${n}@mngshop.test`, password: 'a long password 1' })),
  codes: (shop, n) =>
    status(from(shop, n).post('/api/customer/password-reset', { email: `nobody${n}@mngshop.test`, phone: '01000000000' })),
  documents: (shop, n) => status(from(shop, n).get('/api/docs/openapi.json')),
  'console lists': async (shop) => status((await shop.staff('viewer')).get('/admin/api/resources/Order/actions/list?perPage=100')),
};
const EXPECTED = new Set([200, 201, 202, 204, 401, 422, 429, 503]);

/** Others read on while a crowd wants what costs most. */
export async function floods(shop: AttackedShop): Promise<Result[]> {
  const [cookie = ''] = await students(shop, 1);
  const reader = forkBeside('reader-process', { READ_ORIGIN: shop.url, READ_COOKIE: cookie, READ_PATHS: LIST });
  // What it cannot read it dies of, with these words.
  reader.stderr?.on('data', (chunk: Buffer) => process.stderr.write(chunk));
  const told = async () => {
    reader.send('tell');
    const [readings] = (await once(reader, 'message')) as [Readings];
    return readings[LIST] ?? [];
  };
  // The crowd computes on this machine only because it is a proof.
  if (shop.size === 'whole') setPriority(constants.priority.PRIORITY_LOW);
  try {
    const results: Result[] = [];
    for (const [name, flood] of Object.entries(FLOODS)) results.push(await flooded(shop, name, flood, told));
    return results;
  } finally {
    reader.kill();
  }
}

async function flooded(shop: AttackedShop, name: string, flood: Flood, told: () => Promise<number[]>): Promise<Result> {
  await flood(shop, 0); // What is loaded on first use is no part of it.
  await told();
  await sleep(IDLE_MS[shop.size]);
  const idle = await told();
  const statuses: number[] = [];
  for (let wave = 0; wave < WAVES[shop.size]; wave++) {
    statuses.push(...(await Promise.all(Array.from({ length: CROWD[shop.size] }, (_, n) => flood(shop, wave * CROWD[shop.size] + n)))));
    await sleep(IDLE_MS[shop.size] / 20);
  }
  const during = await told();
  const wrong = statuses.filter((answer) => !EXPECTED.has(answer)).map((answer) => `somebody was answered ${answer}`);
  const [before, meanwhile] = [quantile(idle, 0.99), quantile(during, 0.99)];
  const slower = shop.size === 'whole' && meanwhile > 2 * before ? [`p99 ${meanwhile.toFixed(1)} ms instead of ${before.toFixed(1)}`] : [];
  const figures = `p50 ${quantile(idle, 0.5).toFixed(1)} then ${quantile(during, 0.5).toFixed(1)} ms, p99 ${before.toFixed(1)} then ${meanwhile.toFixed(1)} ms`;
  return { claim: `who reads waits less than twice as long beside a flood of ${name}`, failures: [...wrong, ...slower], figures };
}

const from = (shop: AttackedShop, n: number) => shop.from(`10.9.${(n >> 8) & 255}.${n & 255}`);
const status = async (answer: Promise<{ status: number }>) => (await answer).status;

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
