import { expect, it } from 'vitest';
import { openDatabase } from '../database.js';
import { openTestDatabase } from '../testing/test-database.js';
import { migrations } from './index.js';
import { TextComposed1764200000001 } from './1764200000001-text-composed.js';

const nfd = (text: string) => text.normalize('NFD');
const AT = '2026-11-27 00:00:00.000';

it('what was stored decomposed is composed, in every table, once and for all; the rest is not touched', async () => {
  const before = migrations.filter(({ name }) => !/^(RoomForText|TextComposed)/.test(name)).map(({ name }) => name);
  const { db, url, drop } = await databaseAt(before);
  await db.query(
    `INSERT INTO universities (id, slug, name, name_en, mail_domains, region) VALUES (1, 'u', ?, 'U', '["u.ac.kr"]', ?)`,
    [nfd('서울대학교'), nfd('서울')],
  );
  const person = 'INSERT INTO customers (id, email, password_hash, name, phone, university_id, created_at) VALUES (?, ?, ?, ?, ?, 1, ?)';
  // More than one read takes, and the last of them loose.
  for (let id = 1; id <= 1_100; id++) {
    await db.query(person, [id, `c${id}@mngshop.test`, `hash-${nfd('é')}`.slice(0, 5), id % 550 === 0 ? nfd('김한글') : '김새벽', '01000001001', AT]);
  }
  await db.query(
    `INSERT INTO products (id, slug, name, brand, category, description, specifications, options, list_price, created_at)
     VALUES (1, 'p', ?, 'b', 'bag', ?, ?, ?, 1000, ?)`,
    [nfd('가방'), nfd('첫째\n둘째'), '[]', nfd(JSON.stringify([{ name: '색', values: ['은하 "회색"', '검정'] }])), AT],
  );

  const migrated = await upgraded(db, url);
  const [university] = await migrated.query<Record<string, string>[]>('SELECT name, region FROM universities');
  expect(university).toEqual({ name: '서울대학교', region: '서울' });
  const names = await migrated.query<{ id: number; name: string }[]>('SELECT id, name FROM customers ORDER BY id');
  expect(names.filter(({ name }) => name !== '김새벽')).toEqual([550, 1_100].map((id) => ({ id, name: '김한글' })));
  const [product] = await migrated.query<Record<string, string>[]>('SELECT name, description, options FROM products');
  expect(product?.['name']).toBe('가방');
  expect(product?.['description']).toBe('첫째\n둘째');
  expect(JSON.parse(product?.['options'] ?? '')).toEqual([{ name: '색', values: ['은하 "회색"', '검정'] }]);

  expect(await written(migrated, () => new TextComposed1764200000001().up(migrated.createQueryRunner()))).toEqual([]);
  await migrated.destroy();
  await drop();
});

/** A database as the release before left it, with a name of its own so that it can be opened again. */
async function databaseAt(names: readonly string[]) {
  const test = await openTestDatabase({ migrate: false });
  if (process.env['TEST_ENGINE'] !== 'mysql') {
    await test.drop();
    const { mkdtemp, rm } = await import('node:fs/promises');
    const folder = await mkdtemp('/tmp/mng-composed-');
    const url = `sqlite:${folder}/shop.sqlite`;
    return { db: await openDatabase(url, { onlyMigrations: names }), url, drop: () => rm(folder, { recursive: true }) };
  }
  return { db: await openDatabase(test.url, { onlyMigrations: names }), url: test.url, drop: test.drop };
}

async function upgraded(db: Awaited<ReturnType<typeof openDatabase>>, url: string) {
  await db.destroy();
  return openDatabase(url);
}

async function written(db: Awaited<ReturnType<typeof openDatabase>>, work: () => Promise<void>): Promise<string[]> {
  const said: string[] = [];
  const create = db.createQueryRunner.bind(db);
  db.createQueryRunner = (mode) => {
    const runner = create(mode);
    const query = runner.query.bind(runner) as (...given: unknown[]) => Promise<unknown>;
    runner.query = ((sql: string, ...rest: unknown[]) => {
      if (!sql.startsWith('SELECT')) said.push(sql);
      return query(sql, ...rest);
    }) as typeof runner.query;
    return runner;
  };
  await work();
  return said;
}
