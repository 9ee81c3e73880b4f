import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../src/testing/free-port.js';
import { makeDatabase } from '../prove/proving-ground.js';
import { FLAGS } from '../run/flags.mjs';
import { ROOT } from '../src/kernel/root.js';
import { preload } from './preload.js';
import { median, memoryMiB, p99 } from './process-figures.js';

const SETTLED_MS = 6_000;
const IDLE_MS = 3_000;
/** Longer than the opening itself, so that both spans hold enough requests for a 99th percentile. */
const OPENING_MS = 1_500;

export interface Start {
  engine: string;
  readyS: number;
  idleMiB: number;
  /** The console's first page, ms; what the process holds from then on, MiB; the longest that its event loop stood still meanwhile, ms. */
  consoleMs: number;
  consoleMiB: number;
  blockedMs: number;
  /** ms of a student's lists: before, and while the console is opened for the first time. */
  idleP99: number;
  openingP99: number;
}

/** What `npm start` runs, on a seeded database: how soon it is ready, what it holds when nobody comes, what opening the console costs a student. */
async function measure(engine: string, databaseUrl: string, folder: string, starts: number): Promise<Start> {
  const port = await freePort();
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    APP_ENV: 'local',
    LOG_LEVEL: 'error',
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
  };
  execFileSync('node', ['dist/seed/seed.js', '--if-empty'], { cwd: ROOT, env, stdio: 'ignore' });
  const start = async () => {
    const began = performance.now();
    const shop = fork(join(ROOT, 'dist/backend/src/main.js'), { cwd: ROOT, env, execArgv: [...FLAGS, ...preload('watch-loop.mjs')] });
    await Promise.race([once(shop, 'message'), once(shop, 'exit').then(() => Promise.reject(new Error('The shop did not start.')))]);
    return { shop, readyS: (performance.now() - began) / 1000 };
  };
  const stop = async (shop: ChildProcess) => {
    shop.kill('SIGTERM');
    await once(shop, 'exit');
  };

  const figures: Omit<Start, 'engine'>[] = [];
  for (let round = 0; round < starts; round++) {
    const { shop, readyS } = await start();
    await sleep(SETTLED_MS);
    const idleMiB = memoryMiB(shop.pid ?? 0);
    const opened = await openConsole(shop, `http://127.0.0.1:${port}`);
    figures.push({ readyS, idleMiB, ...opened, consoleMiB: memoryMiB(shop.pid ?? 0) - idleMiB });
    await stop(shop);
  }
  const typical = (pick: (one: Omit<Start, 'engine'>) => number) => median(figures.map(pick));
  return {
    engine,
    readyS: typical(({ readyS }) => readyS),
    idleMiB: typical(({ idleMiB }) => idleMiB),
    consoleMs: typical(({ consoleMs }) => consoleMs),
    consoleMiB: typical(({ consoleMiB }) => consoleMiB),
    blockedMs: typical(({ blockedMs }) => blockedMs),
    idleP99: typical(({ idleP99 }) => idleP99),
    openingP99: typical(({ openingP99 }) => openingP99),
  };
}

async function openConsole(shop: ChildProcess, url: string) {
  const student = await signIn(`${url}/api/customer/session`, 'student1@mngshop.test');
  const owner = await signIn(`${url}/api/admin/session`, 'owner@mngshop.test');
  await ask(`${url}/api/customer/promotions`, student, 500); // warm
  const idle = await ask(`${url}/api/customer/promotions`, student, IDLE_MS);
  await longestBlock(shop);
  const during = ask(`${url}/api/customer/promotions`, student, OPENING_MS);
  const began = performance.now();
  const page = await fetch(`${url}/admin`, { headers: { cookie: owner } });
  const text = await page.text();
  const consoleMs = performance.now() - began;
  if (!text.includes('REDUX_STATE')) throw new Error(`The console answered ${page.status}.`);
  await fetch(`${url}/admin/api/dashboard`, { headers: { cookie: owner } });
  const meanwhile = await during;
  return { idleP99: p99(idle), openingP99: p99(meanwhile), consoleMs, blockedMs: await longestBlock(shop) };
}

/** ms of each answer of one student who asks every 5 ms, whatever the last took. */
async function ask(url: string, cookie: string, forMs: number): Promise<number[]> {
  const answers: Promise<number>[] = [];
  const until = performance.now() + forMs;
  while (performance.now() < until) {
    const began = performance.now();
    answers.push(
      fetch(url, { headers: { cookie } })
        .then((answer) => answer.arrayBuffer())
        .then(() => performance.now() - began),
    );
    await sleep(5);
  }
  return Promise.all(answers);
}

async function signIn(url: string, email: string): Promise<string> {
  const body = JSON.stringify({ email, password: 'mngshop-demo-2026' });
  const answer = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/** ms since it was asked last; see watch-loop.mjs. */
async function longestBlock(shop: ChildProcess): Promise<number> {
  shop.send('longest block');
  const [answer] = (await once(shop, 'message')) as [{ blockedMs: number }];
  return answer.blockedMs;
}

/** On embedded SQLite, and on MySQL where TEST_MYSQL_URL names a server. */
export async function measureStart(starts: number): Promise<Start[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mngshop-start-'));
  try {
    const measured = [await measure('embedded SQLite', `sqlite:${join(folder, 'shop.sqlite')}`, folder, starts)];
    const server = process.env['TEST_MYSQL_URL'];
    if (!server) return measured;
    const database = await makeDatabase(new URL(server), folder);
    measured.push(await measure('MySQL', database.url, folder, starts).finally(() => database.drop()));
    return measured;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
