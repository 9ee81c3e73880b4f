import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { expect, it } from 'vitest';
import { openDatabase } from '../database.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { migrations } from './index.js';
import { TextComposed1764200000001 } from './1764200000001-text-composed.js';

const nfd = (text: string) => text.normalize('NFD');
const AT = '2026-11-27 00:00:00.000';

it('what was stored decomposed is composed, in every table, once and for all; the rest is not touched', async () => {
  const before = migrations.filter(({ name }) => !/^(RoomForText|TextComposed)/.test(name)).map(({ name }) => name);
  const { db, url, drop } = await databaseAt(before);
  await db.query(`INSERT INTO universities (id, slug, name, name_en, mail_domains, region) VALUES (1, 'u', ?, 'U', '["u.ac.kr"]', ?)`, [
    nfd('서울대학교'),
    nfd('서울'),
  ]);
  // More than one read takes, and the last of them loose.
  const people = Array.from({ length: 1_100 }, (_, index) => index + 1);
  await db.query(
    `INSERT INTO customers (id, email, password_hash, name, phone, university_id, created_at) VALUES ${people.map(() => `(?, ?, 'hash', ?, '01000001001', 1, '${AT}')`).join(', ')}`,
    people.flatMap((id) => [id, `c${id}@mngshop.test`, id % 550 === 0 ? nfd('김한글') : '김새벽']),
  );
  await db.query(
    `INSERT INTO products (id, slug, name, brand, category, description, specifications, options, list_price, created_at)
     VALUES (1, 'p', ?, 'b', 'bag', ?, ?, ?, 1000, ?)`,
    [nfd('가방'), nfd('첫째\n둘째'), '[]', nfd(JSON.stringify([{ name: '색', values: ['은하 "회색"', '검정'] }])), AT],
  );

  await db.destroy();
  const migrated = await openDatabase(url);
  const [university] = await migrated.query<Record<string, string>[]>('SELECT name, region FROM universities');
  expect(university).toEqual({ name: '서울대학교', region: '서울' });
  const names = await migrated.query<{ id: number; name: string }[]>('SELECT id, name FROM customers ORDER BY id');
  expect(names.filter(({ name }) => name !== '김새벽')).toEqual([550, 1_100].map((id) => ({ id, name: '김한글' })));
  const [product] = await migrated.query<Record<string, string>[]>('SELECT name, description, options FROM products');
  expect(product?.['name']).toBe('가방');
  expect(product?.['description']).toBe('첫째\n둘째');
  expect(JSON.parse(product?.['options'] ?? '')).toEqual([{ name: '색', values: ['은하 "회색"', '검정'] }]);

  expect(await writtenAgain(migrated)).toEqual([]);
  await migrated.destroy();
  await drop();
});

/** A database as the release before left it, with a name of its own so that it can be opened again. */
async function databaseAt(names: readonly string[]) {
  const test = await openTestDatabase({ migrate: false });
  if (process.env['TEST_ENGINE'] !== 'mysql') {
    await test.drop();
    const folder = await mkdtemp(join(tmpdir(), 'mng-composed-'));
    const url = `sqlite:${join(folder, 'shop.sqlite')}`;
    return { db: await openDatabase(url, { onlyMigrations: names }), url, drop: () => rm(folder, { recursive: true }) };
  }
  return { db: await openDatabase(test.url, { onlyMigrations: names }), url: test.url, drop: test.drop };
}

/** What a second run writes. */
async function writtenAgain(db: DataSource): Promise<string[]> {
  const runner = db.createQueryRunner();
  const said: string[] = [];
  const query = runner.query.bind(runner) as (sql: string, values?: unknown[]) => Promise<unknown>;
  runner.query = ((sql: string, values?: unknown[]) => {
    if (!sql.startsWith('SELECT')) said.push(sql);
    return query(sql, values);
  }) as typeof runner.query;
  await new TextComposed1764200000001().up(runner).finally(() => runner.release());
  return said;
}
