import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createConnection } from 'mysql2/promise';
import { startBuiltShop } from '../journeys/built-shop.js';
import { measureReads } from './reads.js';

/** More would meet the shop's own limits: one pending order per promotion, ten units a person. */
const STUDENTS = 20;

/**
 * How fast the built shop answers, as a share of what a bare `node:http` server answers in the same run on this machine.
 * On MySQL where TEST_MYSQL_URL names a server, embedded SQLite else; orders against raw transactions: `npm run prove -- orders speed`.
 */
async function bench(): Promise<void> {
  const shop = await startBuiltShop(await onMysql());
  const url = shop.url.replace('localhost', '127.0.0.1');
  console.log(`memory at the start        ${memory(shop.pid)} MB`);
  const cookie = await signIn(url, 1);
  const headers = { cookie };
  const listed = await ask('GET', `${url}/api/customer/promotions`, headers);
  const promotion = (listed.body as Listing).promotions.find(({ state }) => state === 'open');
  const product = promotion?.offers[0]?.product.slug ?? '';
  const asBrowser = { ...headers, 'accept-encoding': 'gzip, deflate, br' };
  const measured = await measureReads(url, shop.pid, [
    { name: '/healthz', path: '/healthz', headers: {} },
    { name: 'GET /me, a visitor', path: '/api/customer/me', headers: {} },
    { name: 'GET /me, signed in', path: '/api/customer/me', headers },
    { name: 'GET /promotions', path: '/api/customer/promotions', headers },
    { name: 'GET /promotions, br', path: '/api/customer/promotions', headers: asBrowser },
    { name: 'GET /promotions, 304', path: '/api/customer/promotions', headers: { ...headers, 'if-none-match': listed.etag } },
    { name: 'GET /promotions/…', path: `/api/customer/promotions/${promotion?.slug ?? ''}`, headers },
    { name: 'GET /products/…', path: `/api/customer/products/${product}`, headers },
    { name: 'GET /orders/history', path: '/api/orders/history', headers },
  ]);
  console.log('                            a second   of bare   CPU ms    p99 ms');
  for (const { name, perSecond, ratio, cpuMs, p99 } of measured)
    console.log(
      `${name.padEnd(26)} ${count(perSecond)} ${`${(ratio * 100).toFixed(1)} %`.padStart(9)} ${cpuMs.toFixed(3).padStart(8)} ${p99.toFixed(1).padStart(9)}`,
    );
  console.log(`an order, and its cancel   ${count(await orders(url, product))}`);
  console.log(`memory after all this      ${memory(shop.pid)} MB`);
  await shop.stop();
  await dropBenchDatabase();
}

const NAME = 'mngshop_bench';

/** A database of its own on the server of TEST_MYSQL_URL, where there is one; embedded SQLite else. */
async function onMysql(): Promise<Record<string, string>> {
  await dropBenchDatabase();
  await atServer(`CREATE DATABASE ${NAME} CHARACTER SET utf8mb4`);
  return server ? { DATABASE_URL: new URL(`/${NAME}`, server).href } : {};
}

const dropBenchDatabase = () => atServer(`DROP DATABASE IF EXISTS ${NAME}`);

const server = process.env['TEST_MYSQL_URL'];
async function atServer(statement: string): Promise<void> {
  if (!server) return;
  const connection = await createConnection(server);
  await connection.query(statement).finally(() => connection.end());
}

interface Listing {
  promotions: { slug: string; state: string; offers: { product: { slug: string } }[] }[];
}
interface Product {
  product: { variants: { id: number; surcharge: number; available: number }[]; offer: { id: number; price: number } };
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

const count = (value: number) => Math.round(value).toLocaleString('en').padStart(9);
const memory = (pid: number) => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);

await bench();
