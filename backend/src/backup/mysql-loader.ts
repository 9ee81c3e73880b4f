import mysql from 'mysql2';
import type { Loader } from './loader.js';
import { end, rowsOf } from './mysql-snapshot.js';
import type { Table } from './snapshot.js';

/** Rows of one INSERT; a few hundred KB, far below max_allowed_packet. */
const ROWS_A_STATEMENT = 500;
/** Undo that grows for a million rows in one transaction is slower than a commit now and then. */
const STATEMENTS_A_COMMIT = 40;

export function mysqlLoader(url: string): Loader {
  const connection = mysql.createConnection({ uri: url, timezone: 'Z', charset: 'utf8mb4' });
  connection.on('error', () => undefined);
  const query = (sql: string, values: unknown[] = []) => rowsOf(connection, sql, values);
  let prepared: Promise<unknown> | undefined;
  // Strict, so that no value is bent to fit; an id of 0 stays 0.
  const prepare = () =>
    (prepared ??= query(
      `SET SESSION time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO', foreign_key_checks = 0, unique_checks = 0, autocommit = 0`,
    ));
  let statements = 0;
  return {
    tables: async () =>
      (await query('SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()')).map(([name]) => name ?? ''),
    insert: async (table, rows) => {
      await prepare();
      for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
        const some = rows.slice(from, from + ROWS_A_STATEMENT);
        await query(insertOf(table, some.length), some.flat());
        if (++statements % STATEMENTS_A_COMMIT === 0) await query('COMMIT');
      }
    },
    commit: async () => void (await query('COMMIT')),
    close: () => end(connection),
  };
}

function insertOf({ name, columns }: Table, rows: number): string {
  const row = `(${columns.map(({ kind }) => (kind === 'hex' ? 'UNHEX(?)' : '?')).join(', ')})`;
  return `INSERT INTO ${quoted(name)} (${columns.map((column) => quoted(column.name)).join(', ')}) VALUES ${Array.from<string>({ length: rows }).fill(row).join(', ')}`;
}

const quoted = (name: string) => `\`${name.replaceAll('`', '``')}\``;
