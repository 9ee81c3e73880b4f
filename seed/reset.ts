import { globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../backend/src/context.js';
import { isSqlite } from '../backend/src/database.js';

/** Deletes an embedded database; nothing where there is a server. Only with the lock held, and before it is opened. */
export function dropSqlite(databaseUrl: string): void {
  if (!databaseUrl.startsWith('sqlite:')) return;
  const file = databaseUrl.slice('sqlite:'.length);
  if (file !== ':memory:') dropFiles(file);
}

/** The simulator's memory: receipts of orders that are no more. */
export const dropSimulator = (file: string): void => (file === ':memory:' ? undefined : dropFiles(file));

const dropFiles = (file: string): void => ['', '-wal', '-shm'].forEach((end) => rmSync(`${file}${end}`, { force: true }));

export function dropImages(folder: string): void {
  for (const name of globSync('*.webp', { cwd: folder })) rmSync(join(folder, name), { force: true });
}

/** Drops every table of a MySQL database; a file's are gone with the file. Either is then brought to the newest migration. */
export async function dropTables(db: Context['db']): Promise<void> {
  if (!isSqlite(db)) await dropMysqlTables(db);
  await db.runMigrations({ transaction: 'each' });
}

async function dropMysqlTables(db: Context['db']): Promise<void> {
  const runner = db.createQueryRunner();
  try {
    const sql = `SELECT TABLE_NAME AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'`;
    const tables = (await runner.query(sql)) as { name: string }[];
    if (tables.length === 0) return;
    await runner.query('SET FOREIGN_KEY_CHECKS = 0');
    await runner.query(`DROP TABLE ${tables.map(({ name }) => `\`${name}\``).join(', ')}`);
    await runner.query('SET FOREIGN_KEY_CHECKS = 1');
  } finally {
    await runner.release();
  }
}
