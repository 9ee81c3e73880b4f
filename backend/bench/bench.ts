import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { startBuiltShop } from '../journeys/built-shop.js';

const CONNECTIONS = 16;
const REQUESTS = 4_000;
/** More would meet the shop's own limits: one pending order per promotion, ten units a person. */
const STUDENTS = 20;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

/**
 * How fast the built shop answers, as a share of what a bare `node:http` server answers in the same run on this machine.
 * Each is a process of its own; the load comes from this one, so shares near 100 % mean that the load was the limit.
 * On embedded SQLite; orders against raw transactions on MySQL: `npm run prove -- orders speed`.
 */
async function bench(): Promise<void> {
  const bare = await startBare();
  const shop = await startBuiltShop();
  const url = shop.url.replace('localhost', '127.0.0.1');
  console.log(`memory at the start        ${memory(shop.pid)} MB`);
  const cookie = await signIn(url, 1);
  const headers = { cookie };
  const listed = await ask('GET', `${url}/api/customer/promotions`, headers);
  const promotion = (listed.body as Listing).promotions.find(({ state }) => state === 'open');
  const product = promotion?.offers[0]?.product.slug ?? '';
  // Beside each figure, so that what else the machine does at that moment slows both.
  const bareRate = () => rate(`http://127.0.0.1:${bare.port}/`, {});
  console.log(`bare node:http             ${perSecond(await bareRate())}`);
  for (const [name, path, sent] of [
    ['/healthz', '/healthz', {}],
    ['a page of the shop', '/', {}],
    ['GET /me, a visitor', '/api/customer/me', {}],
    ['GET /me, signed in', '/api/customer/me', headers],
    ['GET /promotions', '/api/customer/promotions', headers],
    ['GET /promotions, 304', '/api/customer/promotions', { ...headers, 'if-none-match': listed.etag }],
    ['GET /promotions/…', `/api/customer/promotions/${promotion?.slug ?? ''}`, headers],
    ['GET /products/…', `/api/customer/products/${product}`, headers],
    ['GET /orders/history', '/api/orders/history', headers],
  ] as const) {
    const base = await bareRate();
    tell(name, await rate(url + path, sent), base);
  }
  tell('an order, and its cancel', await orders(url, product), await bareRate());
  console.log(`memory after all this      ${memory(shop.pid)} MB`);
  await shop.stop();
  bare.stop();
  agent.destroy();
}

interface Listing {
  promotions: { slug: string; state: string; offers: { product: { slug: string } }[] }[];
}
interface Product {
  product: { variants: { id: number; surcharge: number; available: number }[]; offer: { id: number; price: number } };
}

async function startBare(): Promise<{ port: number; stop(): void }> {
  const child = fork(join(import.meta.dirname, 'bare-server.mjs'));
  const [port] = (await once(child, 'message')) as [number];
  return { port, stop: () => child.kill() };
}

async function signIn(url: string, student: number): Promise<string> {
  const body = { email: `student${student}@mngshop.test`, password: 'mngshop-demo-2026' };
  const { cookie } = await ask('POST', `${url}/api/customer/session`, {}, body);
  return cookie;
}

/** Orders a second, each placed and cancelled again by students who each see the product. */
async function orders(url: string, slug: string): Promise<number> {
  const buyers: (() => Promise<void>)[] = [];
  for (let student = 1; student <= STUDENTS; student++) {
    const headers = { cookie: await signIn(url, student) };
    const { status, body } = await ask('GET', `${url}/api/customer/products/${slug}`, headers, undefined, [200, 404]);
    if (status === 200) buyers.push(() => placeAndCancel(url, headers, (body as Product).product));
  }
  const ready: (() => Promise<void>)[] = [];
  // Who has a pending order of the promotion already, or their ten units, cannot buy.
  for (const buy of buyers) {
    await buy().then(
      () => ready.push(buy),
      () => undefined,
    );
  }
  const each = Math.ceil(400 / ready.length);
  const began = performance.now();
  await Promise.all(
    ready.map(async (buy) => {
      for (let press = 0; press < each; press++) await buy();
    }),
  );
  return ((each * ready.length) / (performance.now() - began)) * 1000;
}

async function placeAndCancel(url: string, headers: Record<string, string>, { variants, offer }: Product['product']): Promise<void> {
  const variant = variants.find(({ available }) => available > STUDENTS);
  const lines = [{ offerId: offer.id, variantId: variant?.id, quantity: 1, unitPrice: offer.price + (variant?.surcharge ?? 0) }];
  const recipient = { name: '이하늘', phone: '010-1234-5678', postcode: '08826', address1: '관악로 1', address2: '', memo: '' };
  const key = { ...headers, 'Idempotency-Key': randomUUID() };
  const { body } = await ask('POST', `${url}/api/customer/orders`, key, { lines, recipient });
  const { number } = (body as { order: { number: string } }).order;
  await ask('POST', `${url}/api/customer/orders/${number}/cancellation`, headers, { reason: '다시 고를래요' });
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
      if (answer.statusCode !== 200 && answer.statusCode !== 304) reject(new Error(`${url} answered ${answer.statusCode ?? 0}`));
      answer.resume().once('end', resolve);
    });
    asked.once('error', reject).end();
  });
}

/** @throws Error for an answer that was not expected */
async function ask(
  method: string,
  url: string,
  headers: Record<string, string>,
  body?: object,
  expected: readonly number[] = [200, 201],
): Promise<{ status: number; body: unknown; etag: string; cookie: string }> {
  const sent = body ? { body: JSON.stringify(body) } : {};
  const answer = await fetch(url, { method, headers: { ...headers, 'Content-Type': 'application/json' }, ...sent });
  if (!expected.includes(answer.status)) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return { status: answer.status, body: await answer.json(), etag: answer.headers.get('etag') ?? '', cookie };
}

const tell = (name: string, value: number, base: number) =>
  console.log(`${name.padEnd(26)} ${perSecond(value)}  ${((value / base) * 100).toFixed(value / base < 0.1 ? 1 : 0)} %`);
const perSecond = (value: number) => `${Math.round(value).toLocaleString('en').padStart(7)} a second`;
const memory = (pid: number) => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);

await bench();
