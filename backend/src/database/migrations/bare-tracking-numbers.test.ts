import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import { BareTrackingNumbers1764200300000 } from './1764200300000-bare-tracking-numbers.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.drop());

it('numbers that were stored with hyphens are bare afterwards, the rest as they were', async () => {
  const [migration, runner] = [new BareTrackingNumbers1764200300000(), test.db.createQueryRunner()];
  const mysql = test.db.options.type === 'mysql';
  await migration.down(runner);
  await runner.query(mysql ? 'SET foreign_key_checks = 0' : 'PRAGMA foreign_keys = OFF');
  const stored = ['6400-1234-5678', '640012345678', 'wrong', '----', '0012-34'];
  for (const [index, number] of stored.entries())
    await runner.query(`INSERT INTO shipments (order_id, carrier, tracking_number, shipped_at) VALUES (?, 'CJ대한통운', ?, '2026-11-01')`, [
      index + 1,
      number,
    ]);
  await migration.up(runner);
  const rows = (await runner.query('SELECT tracking_number AS n FROM shipments ORDER BY order_id')) as { n: string }[];
  expect(rows.map(({ n }) => n)).toEqual(['640012345678', '640012345678', 'wrong', '----', '001234']);
  await runner.query(mysql ? 'SET foreign_key_checks = 1' : 'PRAGMA foreign_keys = ON');
  await runner.release();
});
