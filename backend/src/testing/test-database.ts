import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { openShopDatabase } from '../boot/open-database.js';

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
  const name = `mng_test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const db = await openShopDatabase(url.href, options);
  return {
    db,
    url: url.href,
    drop: async () => {
      await db.destroy();
      await onServer(server, `DROP DATABASE ${name}`);
    },
  };
}

// A suite that is meant for MySQL must not pass on SQLite because nobody named a server.
function mysqlServer(): string | undefined {
  if (process.env['TEST_ENGINE'] !== 'mysql') return undefined;
  const url = process.env['TEST_MYSQL_URL'];
  if (!url) throw new Error('TEST_ENGINE=mysql needs a server: TEST_MYSQL_URL=mysql://root@127.0.0.1:3306');
  return url;
}

async function onServer(url: string, sql: string): Promise<void> {
  const server = await new DataSource({ type: 'mysql', url }).initialize();
  await server.query(sql).finally(() => server.destroy());
}
