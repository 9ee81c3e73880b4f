import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { afterAll, expect, it } from 'vitest';
import { entities } from '../boot/entities.js';
import { openTestDatabase } from '../testing/test-database.js';
import { sumOf } from './dump-lines.js';
import { openLoader } from './open-loader.js';
import { openSnapshot } from './open-snapshot.js';
import type { Row } from './snapshot.js';

const onMysql = process.env['TEST_ENGINE'] === 'mysql';
const folder = mkdtempSync(join(tmpdir(), 'mngshop-types-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.runIf(onMysql)('keeps every type to its last digit: what MySQL prints is what MySQL gets', async () => {
  const test = await openTestDatabase();
  const other = await openTestDatabase();
  const make = async (url: string) => {
    const connection = await mysql.createConnection({ uri: url, multipleStatements: true });
    await connection.query(`CREATE TABLE everything (id BIGINT UNSIGNED NOT NULL, k VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      big BIGINT UNSIGNED, money DECIMAL(30, 10), at DATETIME(6), day DATE, said TEXT CHARACTER SET utf8mb4, doc JSON, bytes VARBINARY(40), large BLOB,
      yes BOOLEAN, twice INT GENERATED ALWAYS AS (yes * 2) STORED, PRIMARY KEY (k, id))`);
    return connection;
  };
  const source = await make(test.url);
  await source.query(`INSERT INTO everything (id, k, big, money, at, day, said, doc, bytes, large, yes) VALUES
    (18446744073709551615, 'a', 18446744073709551615, 12345678901234567890.0123456789, '2026-11-22 23:59:59.999999', '1000-01-01',
      '한글 😀 \\'"\\\\ line\\nend\\t\\0 é', '{"a": [1.5, null, "😀"], "n": 9007199254740993}', X'00FF10', X'', 1),
    (0, 'b', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), (1, 'B', 0, -0.5, '1970-01-01', '9999-12-31', '', 'null', X'27', X'5C', 0)`);
  const target = await make(other.url);
  const snapshot = await openSnapshot(test.url);
  const table = snapshot.tables.find(({ name }) => name === 'everything')!;
  expect(table).toMatchObject({ key: ['k', 'id'] });
  expect(table.columns.map(({ name }) => name)).not.toContain('twice');
  const rows: Row[] = [];
  for await (const row of snapshot.rows(table)) rows.push(row);
  const loader = await openLoader(other.url);
  await loader.insert(table, rows);
  await loader.commit();
  await loader.close();
  const restored = await openSnapshot(other.url);
  expect(await sumOf(restored, table)).toEqual(await sumOf(snapshot, table));
  const all =
    'SELECT id, k, big, money, at, day, said, HEX(CAST(doc AS CHAR)), yes, twice, HEX(bytes), HEX(large), LENGTH(said), CHAR_LENGTH(said) FROM everything ORDER BY k, id';
  expect(JSON.stringify((await target.query({ sql: all, typeCast: (field) => field.string() }))[0])).toBe(
    JSON.stringify((await source.query({ sql: all, typeCast: (field) => field.string() }))[0]),
  );
  expect(rows[0]).toContain('B'); // by bytes, as the key's collation orders
  for (const one of [snapshot, restored]) await one.close();
  for (const one of [source, target]) await one.end();
  await other.drop();
  await test.drop();
});

it.runIf(onMysql)('refuses a column whose printed form is not exact', async () => {
  const test = await openTestDatabase();
  await test.db.query('CREATE TABLE inexact (id INT PRIMARY KEY, weight FLOAT)');
  await expect(openSnapshot(test.url)).rejects.toThrow('inexact.weight');
  await test.drop();
});

it.runIf(onMysql)('knows every table and every column but the generated ones', async () => {
  const test = await openTestDatabase();
  const snapshot = await openSnapshot(test.url);
  expect(snapshot.tables.map(({ name }) => name).toSorted()).toEqual(
    entities.map((entity) => test.db.getMetadata(entity).tableName).toSorted(),
  );
  for (const entity of entities) {
    const { tableName, columns } = test.db.getMetadata(entity);
    const table = snapshot.tables.find(({ name }) => name === tableName);
    const generated = columns.filter(({ asExpression, databaseName }) => asExpression ?? ['pending_once', 'live'].includes(databaseName));
    const stored = columns
      .map(({ databaseName }) => databaseName)
      .filter((name) => !generated.some((column) => column.databaseName === name));
    expect(table?.columns.map(({ name }) => name)).toEqual(expect.arrayContaining(stored));
  }
  await snapshot.close();
  await test.drop();
});
