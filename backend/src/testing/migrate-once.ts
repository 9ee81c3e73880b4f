import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../database/database.js';
import { makeMysqlDatabase } from './make-mysql-database.js';

/**
 * Vitest's global setup on MySQL: the migrations run once, and what they made is written down as SQL that makes it again.
 * Fifteen migrations cost a second of the server's time, for each of a hundred files.
 */
export async function setup(): Promise<() => void> {
  const server = process.env['TEST_MYSQL_URL'];
  if (!server) return () => undefined; // each file says so: testing/test-database.ts
  const made = await makeMysqlDatabase(server, { empty: true });
  const db = await openDatabase(made.url);
  const tables = await db.query<object[]>('SHOW TABLES');
  const sql: string[] = [];
  for (const name of tables.flatMap((row) => Object.values(row) as string[])) {
    const [shown] = await db.query<Record<string, string>[]>(`SHOW CREATE TABLE ${name}`);
    sql.push(shown?.['Create Table'] ?? '');
  }
  const done = await db.query<{ timestamp: string; name: string }[]>('SELECT timestamp, name FROM migrations ORDER BY id');
  sql.push(`INSERT INTO migrations (timestamp, name) VALUES ${done.map(({ timestamp, name }) => `(${timestamp}, '${name}')`).join(', ')}`);
  await db.destroy();
  await made.drop();
  const folder = mkdtempSync(join(tmpdir(), 'mngshop-migrated-'));
  const file = join(folder, 'migrated.sql');
  writeFileSync(file, sql.join(';\n'));
  process.env['TEST_MYSQL_MIGRATED'] = file; // for the processes of the tests, and theirs
  return () => rmSync(folder, { recursive: true });
}
