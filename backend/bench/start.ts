import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mysql from 'mysql2/promise';
import { freePort } from '../src/testing/free-port.js';
import { FLAGS } from '../run/flags.mjs';

const ROOT = join(import.meta.dirname, '../..');
const STARTS = 5;
const SETTLED_MS = 6_000;
const IDLE_MS = 3_000;
/** Longer than the opening itself, so that both spans hold enough requests for a 99th percentile. */
const OPENING_MS = 1_500;
const WATCH = `data:text/javascript,${encodeURIComponent(readFileSync(join(import.meta.dirname, 'watch-loop.mjs'), 'utf8'))}`;

/** What `npm start` runs, on a seeded database: how soon it is ready, what it holds when nobody comes, what opening the console costs a student. */
async function measure(engine: string, databaseUrl: string, folder: string): Promise<void> {
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
    const shop = fork(join(ROOT, 'dist/backend/src/main.js'), { cwd: ROOT, env, execArgv: [...FLAGS, '--import', WATCH] });
    await Promise.race([once(shop, 'message'), once(shop, 'exit').then(() => Promise.reject(new Error('The shop did not start.')))]);
    return { shop, readyS: (performance.now() - began) / 1000 };
  };
  const stop = async (shop: ChildProcess) => {
    shop.kill('SIGTERM');
    await once(shop, 'exit');
  };

  const figures: (Awaited<ReturnType<typeof openConsole>> & { readyS: number; idle: number; after: number })[] = [];
  for (let round = 0; round < STARTS; round++) {
    const { shop, readyS } = await start();
    await sleep(SETTLED_MS);
    const idle = memory(shop);
    figures.push({ readyS, idle, ...(await openConsole(shop, `http://127.0.0.1:${port}`)), after: memory(shop) });
    await stop(shop);
  }
  const typical = (pick: (one: (typeof figures)[number]) => number) => median(figures.map(pick));
  console.log(`${engine}
  readyS                      ${typical(({ readyS }) => readyS).toFixed(2)}
  idleMiB                     ${typical(({ idle }) => idle).toFixed(0)}
  the console's first page    ${typical(({ openedMs }) => openedMs).toFixed(0)} ms, and holds ${typical(({ after, idle }) => after - idle).toFixed(0)} MiB
  longest block of the loop   ${typical(({ blockedMs }) => blockedMs).toFixed(0)} ms
  a student's p99             ${typical(({ idleP99 }) => idleP99).toFixed(1)} ms, meanwhile ${typical(({ openingP99 }) => openingP99).toFixed(1)} ms`);
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
  const openedMs = performance.now() - began;
  if (!text.includes('REDUX_STATE')) throw new Error(`The console answered ${page.status}.`);
  await fetch(`${url}/admin/api/dashboard`, { headers: { cookie: owner } });
  const meanwhile = await during;
  return { idleP99: p99(idle), openingP99: p99(meanwhile), openedMs, blockedMs: await longestBlock(shop) };
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

const p99 = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? 0;
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const memory = ({ pid = 0 }: ChildProcess) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

const folder = mkdtempSync(join(tmpdir(), 'mngshop-start-'));
try {
  await measure('embedded SQLite', `sqlite:${join(folder, 'shop.sqlite')}`, folder);
  const server = process.env['TEST_MYSQL_URL'];
  if (server) {
    const name = `mngshop_start_${process.pid}`;
    const connection = await mysql.createConnection(server);
    await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
    await measure('MySQL', new URL(`/${name}`, server).href, folder).finally(() => connection.query(`DROP DATABASE ${name}`));
    await connection.end();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
