import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DataSource } from 'typeorm';

/**
 * A database of its own on that server. Where migrate-once.ts has run it has every table, as the migrations made them.
 * @param options `empty`: without any
 */
export async function makeMysqlDatabase(server: string, { empty = false } = {}): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `mng_test_${randomBytes(6).toString('hex')}`;
  const migrated = empty ? undefined : process.env['TEST_MYSQL_MIGRATED'];
  // The tables come by name, not after those that they refer to.
  const tables = migrated ? `; USE ${name}; SET foreign_key_checks = 0; ${readFileSync(migrated, 'utf8')}` : '';
  await onServer(server, `CREATE DATABASE ${name}${tables}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(server, `DROP DATABASE ${name}`) };
}

async function onServer(url: string, sql: string): Promise<void> {
  const server = await new DataSource({ type: 'mysql', url, multipleStatements: true }).initialize();
  await server.query(sql).finally(() => server.destroy());
}
