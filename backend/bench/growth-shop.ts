import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, createConnection } from 'mysql2/promise';
import { freePort } from '../src/testing/free-port.js';
import { readConfig } from '../src/boot/config.js';
import { type Context } from '../src/kernel/context.js';
import { sessionEnd, signCustomerToken } from '../src/customers/open-session.js';
import { FLAGS } from '../run/flags.mjs';

const ROOT = join(import.meta.dirname, '../..');

export interface Size {
  orders: number;
  products: number;
  viewers: number;
}

export interface GrownShop {
  size: Size;
  url: string;
  db: Connection;
  /** Of as many signed-in students as the size says, each of another account. */
  cookies: string[];
  stop(): Promise<void>;
}

/** A shop of that size on MySQL, in a database of its own that a run which was stopped is gone on with. */
export async function openGrown(server: string, size: Size): Promise<GrownShop> {
  const name = `mngshop_growth_${size.orders}`;
  const admin = await createConnection(server);
  await admin.query(`CREATE DATABASE IF NOT EXISTS ${name} CHARACTER SET utf8mb4`);
  const folder = mkdtempSync(join(tmpdir(), 'mngshop-growth-'));
  const port = await freePort();
  const database = { DATABASE_URL: new URL(`/${name}`, server).href, DATA_DIR: folder };
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    APP_ENV: 'local',
    LOG_LEVEL: 'error',
    JOBS: 'apart',
    PORT: String(port),
    ...database,
  };
  const customers = Math.max(size.orders / 5, 2 * size.viewers, 2_000);
  const flags = ['--orders', String(size.orders), '--customers', String(customers), '--continue'];
  execFileSync('node', ['dist/seed/seed.js', ...flags], { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] });
  await admin.changeUser({ database: name });
  await fillProducts(admin, size.products);
  const shop = fork(join(ROOT, 'dist/backend/src/main.js'), { cwd: ROOT, env, execArgv: [...FLAGS] });
  await Promise.race([once(shop, 'message'), once(shop, 'exit').then(() => Promise.reject(new Error('The shop did not start.')))]);
  return {
    size,
    url: `http://127.0.0.1:${port}`,
    db: admin,
    cookies: await signInMany(admin, size.viewers),
    stop: async () => {
      shop.kill('SIGTERM');
      await once(shop, 'exit');
      rmSync(folder, { recursive: true, force: true });
      if (!process.env['GROWTH_KEEP']) await admin.query(`DROP DATABASE ${name}`);
      await admin.end();
    },
  };
}

const OFFERS_A_PROMOTION = 24;

/** Brings the catalogue to so many products of two variants, 24 in an open promotion of one university each: the same for who looks, more for all. */
async function fillProducts(db: Connection, products: number): Promise<void> {
  const [[last]] = (await db.query('SELECT MAX(id) AS id, COUNT(*) AS n FROM products')) as unknown as [[{ id: number; n: number }]];
  const [schools] = (await db.query('SELECT id FROM universities ORDER BY id DESC LIMIT 100')) as unknown as [{ id: number }[]];
  const ids = Array.from({ length: Math.max(0, products - last.n) }, (_, index) => last.id + 1 + index);
  if (ids.length === 0) return;
  const now = new Date();
  const closes = new Date(now.getTime() + 30 * 86_400_000);
  const insert = async (table: string, columns: string, rows: unknown[][]) => {
    for (let from = 0; from < rows.length; from += 1_000)
      await db.query(`INSERT INTO ${table} (${columns}) VALUES ?`, [rows.slice(from, from + 1_000)]);
  };
  const promotionOf = (id: number) => 1_000_000 + Math.floor(id / OFFERS_A_PROMOTION);
  const promotions = [...new Set(ids.map(promotionOf))];
  const kept = 'id, slug, name, brand, category, description, specifications, options, list_price, created_at';
  await insert(
    'products',
    kept,
    ids.map((id) => [
      id,
      `grown-${id}`,
      `자란 상품 ${id}`,
      '그로우',
      'laptop',
      '설명이에요.',
      '[]',
      '[{"name":"색상","values":["하양","검정"]}]',
      50_000,
      now,
    ]),
  );
  const variants = ids.flatMap((id) => [0, 1].map((nth) => ({ id: 10_000_000 + id * 2 + nth, productId: id, nth })));
  await insert(
    'variants',
    'id, product_id, sku, options, position',
    variants.map(({ id, productId, nth }) => [
      id,
      productId,
      `G-${productId}-${nth}`,
      JSON.stringify({ 색상: nth ? '검정' : '하양' }),
      nth,
    ]),
  );
  await insert(
    'variant_stock',
    'variant_id, on_hand',
    variants.map(({ id }) => [id, 1_000]),
  );
  await insert(
    'stock_changes',
    'variant_id, delta, reason, at',
    variants.map(({ id }) => [id, 1_000, '입고', now]),
  );
  await insert(
    'promotions',
    'id, slug, kind, title, summary, state, opens_at, closes_at, published_at, created_at',
    promotions.map((id) => [
      id,
      `grown-${id}`,
      'group_buy',
      `자란 공동구매 ${id}`,
      '요약이에요.',
      'published',
      new Date(now.getTime() - 3_600_000),
      closes,
      now,
      now,
    ]),
  );
  await insert(
    'promotion_universities',
    'promotion_id, university_id',
    promotions.map((id) => [id, schools[id % schools.length]?.id]),
  );
  const tiers = JSON.stringify([
    { fromQuantity: 1, unitPrice: 45_000 },
    { fromQuantity: 50, unitPrice: 43_000 },
  ]);
  await insert(
    'offers',
    'id, promotion_id, product_id, position, tiers, per_customer_limit',
    ids.map((id) => [10_000_000 + id, promotionOf(id), id, id % OFFERS_A_PROMOTION, tiers, 10]),
  );
  await insert(
    'offer_counters',
    'offer_id, closes_at',
    ids.map((id) => [10_000_000 + id, closes]),
  );
  await db.query('ANALYZE TABLE products, variants, promotions, promotion_universities, offers, offer_counters');
}

/** Sessions as signing in makes them, of the customers who have bought. */
async function signInMany(db: Connection, count: number): Promise<string[]> {
  const { secrets } = readConfig({ APP_ENV: 'local' });
  const [rows] = (await db.query(
    `SELECT c.id AS id FROM customers c WHERE c.email LIKE 'bulk%' AND EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id) ORDER BY c.id LIMIT ?`,
    [count],
  )) as unknown as [{ id: number }[]];
  const now = new Date();
  const sessions = rows.map(({ id }) => ({ id, session: id.toString(16).padStart(32, '0') }));
  for (let from = 0; from < sessions.length; from += 1_000)
    await db.query('REPLACE INTO customer_sessions (id, customer_id, created_at, expires_at, password_given_at) VALUES ?', [
      sessions.slice(from, from + 1_000).map(({ id, session }) => [session, id, now, sessionEnd(now), now]),
    ]);
  const ctx = { settings: { secrets } } as Context;
  return sessions.map(({ id, session }) => `mng_customer=${signCustomerToken(ctx, id, session)}`);
}
