import type { DataSource } from 'typeorm';
import { openShopDatabase } from '../boot/open-database.js';
import { makeMysqlDatabase } from './make-mysql-database.js';

export interface TestDatabase {
  db: DataSource;
  url: string;
  drop(): Promise<void>;
}

/** A migrated database of its own: embedded SQLite, or on the server that TEST_MYSQL_URL names where the suite runs on MySQL. */
export async function openTestDatabase(options: { migrate?: boolean } = {}): Promise<TestDatabase> {
  const server = mysqlServer();
  if (!server) {
    const url = 'sqlite::memory:';
    const db = await openShopDatabase(url, options);
    return { db, url, drop: () => db.destroy() };
  }
  const made = await makeMysqlDatabase(server, { empty: options.migrate === false });
  const db = await openShopDatabase(made.url, options);
  return {
    db,
    url: made.url,
    drop: async () => {
      await db.destroy();
      await made.drop();
    },
  };
}

// A suite that is meant for MySQL must not pass on SQLite because nobody named a server.
function mysqlServer(): string | undefined {
  const engine = process.env['TEST_ENGINE'];
  if (engine === 'none') throw new Error('This file opens a database: take it off PLAIN in .config/vitest.config.ts.');
  if (engine !== 'mysql') return undefined;
  const url = process.env['TEST_MYSQL_URL'];
  if (!url) throw new Error('TEST_ENGINE=mysql needs a server: TEST_MYSQL_URL=mysql://root@127.0.0.1:33306');
  return url;
}
