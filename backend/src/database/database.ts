import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type DataSourceOptions, type EntityManager, QueryFailedError, type QueryRunner } from 'typeorm';
import { Busy } from '../kernel/errors.js';
import { migrate } from './migrate.js';
import { migrations } from './migrations/index.js';
import type { Engine } from './sql.js';
import { SnakeNames } from './snake-names.js';
import { isolateTransactions } from './sqlite-isolation.js';
import { NodeSqlite } from './sqlite-driver.js';

const LOCK_WAIT_SECONDS = 5;
const TRIES = 6;

export interface OpenOptions {
  entities?: readonly EntityClass[];
  poolSize?: number;
  migrate?: boolean;
  onlyMigrations?: readonly string[];
}
type EntityClass = new () => object;

/**
 * Opens the database and brings it to the newest migration.
 * @param url `sqlite:FILE`, `sqlite::memory:` or `mysql://user:password@host:port/database`
 * @param options `entities`: the tables this opening reads by their classes, none for migrations alone; `onlyMigrations`: names of those to know, for a database that shall be as an older release left it
 */
export async function openDatabase(url: string, options: OpenOptions = {}): Promise<DataSource> {
  const known = migrations.filter(({ name }) => options.onlyMigrations?.includes(name) ?? true);
  const shared = { entities: [...(options.entities ?? [])], migrations: known, namingStrategy: new SnakeNames() };
  const dataSource = url.startsWith('sqlite:')
    ? sqlite(url.slice('sqlite:'.length), shared)
    : await mysql(url, options.poolSize ?? 10, shared);
  await dataSource.initialize();
  if (isSqlite(dataSource)) isolateTransactions(dataSource);
  else await readCommittedOnEveryConnection(dataSource);
  if (options.migrate ?? true) await migrate(dataSource);
  guardQueriesOutsideTransaction(dataSource);
  return dataSource;
}

type Shared = Pick<DataSourceOptions, 'entities' | 'migrations' | 'namingStrategy'>;

function sqlite(file: string, shared: Shared): DataSource {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  return new DataSource({
    type: 'better-sqlite3',
    driver: NodeSqlite,
    database: file,
    enableWAL: file !== ':memory:',
    statementCacheSize: 0, // NodeSqlite keeps one cache for all runners
    ...shared,
  });
}

// mysql2 is not read where the database is embedded. Handed over, as TypeORM's own way to it is cut off in the bundle.
async function mysql(url: string, poolSize: number, shared: Shared): Promise<DataSource> {
  const { default: driver } = await import('mysql2');
  return new DataSource({
    type: 'mysql',
    driver,
    connectorPackage: 'mysql2',
    url,
    ...tlsOf(url),
    timezone: 'Z',
    charset: 'utf8mb4',
    poolSize,
    ...shared,
  });
}

// TypeORM drops what an address says of TLS, and would speak in the clear: `?ssl={"rejectUnauthorized":true}`, as mysql2 reads it.
function tlsOf(url: string): { ssl?: object } {
  const given = new URL(url).searchParams.get('ssl');
  return given ? { ssl: JSON.parse(given) as object } : {};
}

/** Which of the two it is. */
export const engineOf = (db: DataSource | EntityManager): Engine => (isSqlite(db) ? 'sqlite' : 'mysql');

export const isSqlite = (db: DataSource | EntityManager) => ('connection' in db ? db.connection : db).options.type === 'better-sqlite3';

// REPEATABLE READ lets an outbox reader block the writers until their time-out (measured): see docs/decisions/0006.
async function readCommittedOnEveryConnection(dataSource: DataSource): Promise<void> {
  const session = `SET SESSION transaction_isolation = 'READ-COMMITTED', innodb_lock_wait_timeout = ${LOCK_WAIT_SECONDS}, time_zone = '+00:00'`;
  const { pool } = dataSource.driver as unknown as { pool: MysqlPool };
  pool.on('connection', (connection) => connection.query(session));
  // The connection that initialize() opened came before the listener.
  await dataSource.query(session);
  const [row] = await dataSource.query<{ isolation: string }[]>('SELECT @@transaction_isolation AS isolation');
  if (row?.isolation !== 'READ-COMMITTED') throw new Error(`The database must run READ COMMITTED, not ${row?.isolation ?? 'unknown'}.`);
}
interface MysqlPool {
  on(event: 'connection', listener: (connection: { query(sql: string): unknown }) => void): void;
}

const open = new AsyncLocalStorage<true>();

/**
 * One transaction, and the whole of it again when the database chose it as a deadlock's victim (at most five times).
 * Inside it nothing may leave for the outside and no query may go past `tx`: both throw.
 * @throws Busy when it was the victim every time
 */
export async function transact<T>(db: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const runner = db.createQueryRunner();
    try {
      await runner.startTransaction();
      const result = await open.run(true, () => work(runner.manager));
      await runner.commitTransaction();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      if (!isLockConflict(error)) throw error;
      if (attempt >= TRIES) throw new Busy();
    } finally {
      await runner.release();
    }
    await sleep(2 ** attempt * 5 * (0.5 + Math.random()));
  }
}

/** Called by every gateway: a call to the outside while a transaction is open would hold its locks for seconds. */
export function assertNoTransaction(what: string): void {
  if (open.getStore()) throw new Error(`${what} was called while a transaction is open.`);
}

function guardQueriesOutsideTransaction(dataSource: DataSource): void {
  const create = dataSource.createQueryRunner.bind(dataSource);
  dataSource.createQueryRunner = (mode): QueryRunner => {
    if (open.getStore()) throw new Error('A query outside the open transaction: use the `tx` that the verb was handed.');
    return create(mode);
  };
}

/** MySQL's 1213 (deadlock) and 1205 (lock wait time-out). */
function isLockConflict(error: unknown): boolean {
  const code = error instanceof QueryFailedError ? (error.driverError as { errno?: number }).errno : undefined;
  return code === 1213 || code === 1205;
}

/** True for a UNIQUE or primary key that is already taken, on both engines. */
export function isDuplicate(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { errno, errcode } = error.driverError as { errno?: number; errcode?: number };
  return errno === 1062 || errcode === 2067 || errcode === 1555;
}
