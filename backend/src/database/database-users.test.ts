import { randomBytes } from 'node:crypto';
import mysql from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSnapshot } from '../backup/open-snapshot.js';
import { readConfig } from '../boot/config.js';
import { INSERT_ONLY_TABLES } from './insert-only.js';
import { type DatabaseUsers, discardOldPasswords, makeDatabaseUsers } from './database-users.js';
import { openShop } from '../boot/open-shop.js';

const onMysql = process.env['TEST_ENGINE'] === 'mysql';
const SECRETS = ['CUSTOMER_TOKEN_SECRET', 'STAFF_TOKEN_SECRET', 'FIELD_SECRET', 'BACKUP_SECRET'];

/** A database that nobody has migrated, as Azure makes it, and the addresses that Terraform puts into the vault. */
function addresses(server: string) {
  const name = `mng_test_${randomBytes(6).toString('hex')}`;
  const as = (user?: string, password?: string) => {
    const url = new URL(server);
    url.pathname = `/${name}`;
    if (user) [url.username, url.password] = [user, password ?? ''];
    return url.href;
  };
  const users = (password: string): DatabaseUsers => ({
    app: as(`${name}_a`, password),
    migrations: as(`${name}_m`, password),
    backups: as(`${name}_b`, password),
  });
  return { name, admin: as(), users };
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const connection = await mysql.createConnection(url);
  try {
    return (await connection.query(sql))[0] as unknown[];
  } finally {
    await connection.end();
  }
}
const refused = (url: string, sql: string) =>
  query(url, sql).then(
    () => 'allowed',
    (error: unknown) => (error as { code: string }).code,
  );
const NOT_ALLOWED = /^ER_(TABLEACCESS_DENIED|DBACCESS_DENIED|ACCESS_DENIED|SPECIFIC_ACCESS_DENIED)_ERROR$/;

describe.skipIf(!onMysql)('the users of the database', () => {
  const { name, admin, users } = addresses(process.env['TEST_MYSQL_URL'] ?? 'mysql://root@127.0.0.1:33306');
  const first = users('Aa1-first');
  const other = `${name}_x`;
  const neighbour = name.replaceAll('_', 'x');
  let environment: Record<string, string> = {};
  const onServer = (sql: string) => query(Object.assign(new URL(admin), { pathname: '/' }).href, sql);
  beforeAll(async () => {
    await onServer(`CREATE DATABASE ${name}`);
    await onServer(`CREATE DATABASE ${other}`);
    await onServer(`CREATE DATABASE ${neighbour}`);
    environment = {
      ...Object.fromEntries(SECRETS.map((secret) => [secret, secret.padEnd(40, '.')])),
      DATABASE_ADMIN_URL: admin,
      DATABASE_URL: first.app,
      MIGRATION_DATABASE_URL: first.migrations,
      BACKUP_DATABASE_URL: first.backups,
      BACKUP_BLOB_URL: 'file:/tmp/mngshop-none',
      DATA_DIR: '/tmp/mngshop-users-test',
      DATABASE_POOL: '2',
    };
    // As the server opens it at its first start: users, migrations, then the app's own pool.
    const shop = await openShop(readConfig(environment), 'http://127.0.0.1:9/_simulator');
    const [row] = await shop.ctx.db.query<{ me: string }[]>('SELECT CURRENT_USER() AS me');
    expect(row?.me).toBe(`${name}_a@%`);
    await shop.close();
  });
  afterAll(async () => {
    for (const database of [name, other, neighbour]) await onServer(`DROP DATABASE IF EXISTS ${database}`);
    for (const user of ['a', 'm', 'b']) await onServer(`DROP USER IF EXISTS '${name}_${user}'@'%'`);
  });

  it('the app’s writes rows, and cannot change, empty or drop a table', async () => {
    expect(await refused(first.app, `INSERT INTO daily_runs (job, day, started_at) VALUES ('test', '2026-11-27', NOW())`)).toBe('allowed');
    expect(await refused(first.app, `UPDATE daily_runs SET day = '2026-11-28' WHERE job = 'test'`)).toBe('allowed');
    expect(await refused(first.app, `DELETE FROM daily_runs WHERE job = 'test'`)).toBe('allowed');
    const forbidden = ['DROP TABLE orders', 'TRUNCATE orders', 'ALTER TABLE orders ADD COLUMN x INT', 'CREATE TABLE x (id INT)'];
    for (const sql of [
      ...forbidden,
      'CREATE INDEX i ON orders (id)',
      `CREATE USER ${name}_y`,
      'SELECT user FROM mysql.user',
      'SET GLOBAL max_connections = 5',
    ])
      expect(await refused(first.app, sql), sql).toMatch(NOT_ALLOWED);
  });

  it('the app’s adds to the logs of staff and their seals, and can neither change, delete nor cut one', async () => {
    const entry = `INSERT INTO audit_entries (at, action, resource, record_id, changes) VALUES (NOW(3), 'test', 'staff', '1', '{}')`;
    expect(await refused(first.app, entry)).toBe('allowed');
    expect(await refused(first.app, 'SELECT id FROM audit_entries FOR SHARE')).toBe('allowed');
    for (const table of INSERT_ONLY_TABLES)
      for (const sql of [`DELETE FROM ${table}`, `TRUNCATE ${table}`, `DROP TABLE ${table}`, `RENAME TABLE ${table} TO x`])
        expect(await refused(first.app, sql), sql).toMatch(NOT_ALLOWED);
    for (const sql of [
      `UPDATE audit_entries SET action = 'other'`,
      `UPDATE access_entries SET subjects = ''`,
      `UPDATE log_seals SET digest = ''`,
      `INSERT INTO audit_entries (id, at, action, resource, record_id, changes) VALUES (1, NOW(3), 'x', 'x', '1', '{}') ON DUPLICATE KEY UPDATE action = 'x'`,
      `REPLACE INTO audit_entries (id, at, action, resource, record_id, changes) VALUES (1, NOW(3), 'x', 'x', '1', '{}')`,
      'DELETE a FROM audit_entries a JOIN daily_runs',
    ])
      expect(await refused(first.app, sql), sql).toMatch(NOT_ALLOWED);
    // What ends by law is deleted by who migrates, for the job that does it.
    expect(await refused(first.migrations, `DELETE FROM access_entries WHERE id < 0`)).toBe('allowed');
  });

  it('a table that a later release adds is the app’s to change from its first start on, without the administrator', async () => {
    await query(first.migrations, 'CREATE TABLE later (id INT PRIMARY KEY)');
    const { DATABASE_ADMIN_URL: _admin, ...later } = environment;
    const shop = await openShop(readConfig(later), 'http://127.0.0.1:9/_simulator');
    await shop.close();
    expect(await refused(first.app, 'UPDATE later SET id = 1')).toBe('allowed');
    expect(await refused(first.app, 'DELETE FROM log_seals')).toMatch(NOT_ALLOWED);
    await query(first.migrations, 'DROP TABLE later');
  });

  it('one that was given all rows before loses those of the logs when the users are made again', async () => {
    await onServer(`GRANT UPDATE, DELETE ON \`${name.replaceAll('_', '\\_')}\`.* TO '${name}_a'@'%'`);
    expect(await refused(first.app, 'DELETE FROM log_seals')).toBe('allowed');
    await makeDatabaseUsers(admin, first);
    expect(await refused(first.app, 'DELETE FROM log_seals')).toMatch(NOT_ALLOWED);
    expect(await refused(first.app, 'DELETE FROM daily_runs')).toBe('allowed');
  });

  it('the migrations’ changes tables of the shop, and makes no users', async () => {
    const sqls = ['CREATE TABLE x (id INT PRIMARY KEY)', 'ALTER TABLE x ADD COLUMN y INT', 'CREATE INDEX i ON x (y)', 'DROP TABLE x'];
    for (const sql of sqls) expect(await refused(first.migrations, sql), sql).toBe('allowed');
    for (const sql of [`CREATE USER ${name}_y`, 'SELECT user FROM mysql.user', `GRANT SELECT ON ${other}.* TO ${name}_a`])
      expect(await refused(first.migrations, sql), sql).toMatch(NOT_ALLOWED);
  });

  it('the backups’ reads one instant of all, and writes nothing', async () => {
    const snapshot = await openSnapshot(first.backups);
    expect(snapshot.tables.map(({ name: table }) => table)).toContain('orders');
    await snapshot.close();
    for (const sql of ['DELETE FROM daily_runs', 'UPDATE daily_runs SET day = 1', 'DROP TABLE orders', 'CREATE TABLE x (id INT)'])
      expect(await refused(first.backups, sql), sql).toMatch(NOT_ALLOWED);
  });

  it('none of them enters another database, not even one whose name an underscore would match', async () => {
    for (const url of Object.values(first))
      for (const database of [other, neighbour]) expect(await refused(url, `USE ${database}`), database).toMatch(NOT_ALLOWED);
  });

  it('made again are left alone; with other passwords both are good until the old are discarded', async () => {
    expect(await makeDatabaseUsers(admin, first)).toEqual({ made: [], changed: [] });
    const second = users('Aa1-second');
    const [one, two] = await Promise.all([makeDatabaseUsers(admin, second), makeDatabaseUsers(admin, second)]);
    expect(new Set([...one.changed, ...two.changed])).toEqual(new Set([`${name}_a`, `${name}_m`, `${name}_b`]));
    // A process that was started before goes on opening connections.
    for (const url of [first.app, second.app, first.backups, second.migrations]) expect(await refused(url, 'SELECT 1')).toBe('allowed');
    await discardOldPasswords(admin, second);
    expect(await refused(second.app, 'SELECT 1')).toBe('allowed');
    for (const url of Object.values(first)) expect(await refused(url, 'SELECT 1')).toBe('ER_ACCESS_DENIED_ERROR');
  });

  it('are three, of one database, and none of them the administrator', async () => {
    const wrong = (change: Partial<DatabaseUsers>) => makeDatabaseUsers(admin, { ...first, ...change });
    await expect(wrong({ backups: first.app })).rejects.toThrow('a user for each');
    await expect(wrong({ app: admin })).rejects.toThrow('a user for each');
    const elsewhere = Object.assign(new URL(first.app), { pathname: '/elsewhere' }).href;
    await expect(wrong({ app: elsewhere })).rejects.toThrow('one database');
  });
});

it('DATABASE_ADMIN_URL alone makes nobody, and says what is missing', () => {
  const secrets = Object.fromEntries(SECRETS.map((secret) => [secret, secret.padEnd(40, '.')]));
  const given = { ...secrets, APP_ENV: 'dev', PUBLIC_ORIGIN: 'https://dev.mngshop.example', DATABASE_URL: 'mysql://a:b@c/d' };
  expect(() => readConfig({ ...given, DATABASE_ADMIN_URL: 'mysql://root@c/d' })).toThrow(/MIGRATION_DATABASE_URL and BACKUP_DATABASE_URL/);
});
