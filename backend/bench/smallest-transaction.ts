import { DatabaseSync } from 'node:sqlite';
import mysql from 'mysql2/promise';
import { answerAsked } from './forked.js';

/**
 * The least that an order could be: one transaction that changes one row, by a program that does nothing else. On MySQL in the
 * shop's database, on SQLite in a file beside it: there is one writer to a file.
 */
export interface Smallest {
  databaseUrl: string;
  connections: number;
  /** Distinct rows: 1,000, or the one that everybody wants. */
  rows: number;
  seconds: number;
}

answerAsked(({ databaseUrl, ...how }: Smallest): Promise<{ perSecond: number }> =>
  databaseUrl.startsWith('sqlite:') ? onSqlite(databaseUrl.slice('sqlite:'.length), how) : onMysql(databaseUrl, how),
);

const TABLE = 'CREATE TABLE IF NOT EXISTS bench_rows (id INT PRIMARY KEY, n INT NOT NULL)';
const ROWS = Array.from({ length: 1_000 }, (_, index) => `(${index + 1}, 0)`).join(', ');

async function onMysql(url: string, { connections, rows, seconds }: Omit<Smallest, 'databaseUrl'>): Promise<{ perSecond: number }> {
  const open = await Promise.all(Array.from({ length: connections }, () => mysql.createConnection(url)));
  await open[0]?.query(TABLE);
  await open[0]?.query(`INSERT IGNORE INTO bench_rows VALUES ${ROWS}`);
  const [began, until] = [performance.now(), performance.now() + seconds * 1_000];
  let done = 0;
  await Promise.all(
    open.map(async (connection) => {
      await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
      while (performance.now() < until) {
        await connection.query('START TRANSACTION');
        await connection.query('UPDATE bench_rows SET n = n + 1 WHERE id = ?', [1 + Math.floor(Math.random() * rows)]);
        await connection.query('COMMIT');
        done++;
      }
    }),
  );
  const perSecond = (done / (performance.now() - began)) * 1_000;
  await Promise.all(open.map((connection) => connection.end()));
  return { perSecond };
}

/** One connection, as the shop has one. */
async function onSqlite(file: string, { rows, seconds }: Pick<Smallest, 'rows' | 'seconds'>): Promise<{ perSecond: number }> {
  const db = new DatabaseSync(`${file}.smallest`);
  // As the shop's own is.
  db.exec(`PRAGMA journal_mode = WAL; ${TABLE}; INSERT OR IGNORE INTO bench_rows VALUES ${ROWS}`);
  const update = db.prepare('UPDATE bench_rows SET n = n + 1 WHERE id = ?');
  const [began, until] = [performance.now(), performance.now() + seconds * 1_000];
  let done = 0;
  for (; performance.now() < until; done++) {
    db.exec('BEGIN IMMEDIATE');
    update.run(1 + Math.floor(Math.random() * rows));
    db.exec('COMMIT');
  }
  const perSecond = (done / (performance.now() - began)) * 1_000;
  db.close();
  return Promise.resolve({ perSecond });
}
