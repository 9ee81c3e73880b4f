import { globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../backend/src/kernel/context.js';
import { isSqlite } from '../backend/src/database/database.js';

/** Deletes an embedded database, whatever is in the file. Only with the lock held, and before it is opened. */
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

/** Drops every table and makes them anew, by the newest migration. */
export async function dropTables(db: Context['db']): Promise<void> {
  const { tables, foreignKeys } = isSqlite(db) ? SQLITE : MYSQL;
  // One connection throughout: the setting below is its own.
  const runner = db.createQueryRunner();
  try {
    const found = (await runner.query(tables)) as { name: string }[];
    await runner.query(foreignKeys('OFF'));
    for (const { name } of found) await runner.query(`DROP TABLE \`${name}\``);
    await runner.query(foreignKeys('ON'));
  } finally {
    await runner.release();
  }
  await db.runMigrations({ transaction: 'each' });
}

const SQLITE = {
  tables: `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
  foreignKeys: (set: string) => `PRAGMA foreign_keys = ${set}`,
};
const MYSQL = {
  tables: `SELECT TABLE_NAME AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'`,
  foreignKeys: (set: string) => `SET FOREIGN_KEY_CHECKS = ${set}`,
};
