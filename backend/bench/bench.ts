import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { startBuiltShop } from '../journeys/built-shop.js';

const CONNECTIONS = 16;
const REQUESTS = 4_000;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

/**
 * How fast the built shop answers, as a share of what a bare `node:http` server answers in the same run on this machine.
 * Each is a process of its own; the load comes from this one, so shares near 100 % mean that the load was the limit.
 */
async function bench(): Promise<void> {
  const bare = await startBare();
  const shop = await startBuiltShop();
  const cookie = await signIn(shop.url);
  const product = ((await (await fetch(`${shop.url}/api/customer/promotions`, { headers: { cookie } })).json()) as Listing).promotions[0]
    ?.offers[0]?.product.slug;
  const base = await rate(`http://127.0.0.1:${bare.port}/`, {});
  console.log(`bare node:http             ${perSecond(base)}`);
  for (const [name, path, headers] of [
    ['/healthz', '/healthz', {}],
    ['a page of the shop', '/', {}],
    ['GET /me, a visitor', '/api/customer/me', {}],
    ['GET /me, signed in', '/api/customer/me', { cookie }],
    ['GET /promotions', '/api/customer/promotions', { cookie }],
    ['GET /products/…', `/api/customer/products/${product ?? ''}`, { cookie }],
    ['GET /orders/history', '/api/orders/history', { cookie }],
  ] as const) {
    const answered = await rate(shop.url.replace('localhost', '127.0.0.1') + path, headers);
    console.log(`${name.padEnd(26)} ${perSecond(answered)}  ${Math.round((answered / base) * 100)} %`);
  }
  console.log(`memory of the shop         ${memory(shop.pid)} MB`);
  await shop.stop();
  bare.stop();
  agent.destroy();
}

interface Listing {
  promotions: { offers: { product: { slug: string } }[] }[];
}

async function startBare(): Promise<{ port: number; stop(): void }> {
  const child = fork(join(import.meta.dirname, 'bare-server.mjs'));
  const [port] = (await once(child, 'message')) as [number];
  return { port, stop: () => child.kill() };
}

async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/customer/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'student1@mngshop.test', password: 'mngshop-demo-2026' }),
  });
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/** Answers a second, over connections that stay open; the first tenth only warms up. */
async function rate(url: string, headers: Record<string, string>): Promise<number> {
  await run(url, headers, REQUESTS / 10);
  const began = performance.now();
  await run(url, headers, REQUESTS);
  return (REQUESTS / (performance.now() - began)) * 1000;
}

async function run(url: string, headers: Record<string, string>, count: number): Promise<void> {
  let left = count;
  const worker = async () => {
    while (left-- > 0) await get(url, headers);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
}

function get(url: string, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${url} answered ${answer.statusCode ?? 0}`));
      answer.resume().once('end', resolve);
    });
    asked.once('error', reject).end();
  });
}

const perSecond = (value: number) => `${Math.round(value).toLocaleString('en').padStart(7)} a second`;
const memory = (pid: number) => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);

await bench();
