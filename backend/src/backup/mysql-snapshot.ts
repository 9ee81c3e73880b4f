import mysql, { type Connection, type TypeCast } from 'mysql2';
import { columnKind, MIGRATIONS_TABLE, NOT_DUMPED } from './column-kind.js';
import type { Row, Snapshot, Table } from './snapshot.js';

/** Rows that wait in memory between the server and the encryption. */
const ROWS_AHEAD = 256;

/**
 * `START TRANSACTION WITH CONSISTENT SNAPSHOT`: InnoDB's old versions, no row locks. As mysqldump does, the savepoint
 * lets go of each table's metadata lock, so that a migration waits for one table's reading at most, and orders behind it
 * never for the whole dump. A table that changes its shape meanwhile ends the dump with MySQL's error 1412.
 */
export async function mysqlSnapshot(url: string): Promise<Snapshot> {
  const connection = mysql.createConnection({ uri: url, timezone: 'Z', charset: 'utf8mb4', dateStrings: true, connectTimeout: 10_000 });
  // Without a listener a lost connection would end the process; the query under way gives the error.
  connection.on('error', () => undefined);
  const query = (sql: string) => rowsOf(connection, sql);
  try {
    await query(`SET SESSION time_zone = '+00:00', net_write_timeout = 600, sql_mode = ''`);
    await query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
    const [[takenAt] = []] = await query('SELECT UTC_TIMESTAMP(3)');
    await query('SAVEPOINT tables');
    const migrations = (await query(`SELECT name FROM ${MIGRATIONS_TABLE} ORDER BY timestamp`)).map(([name]) => name ?? '');
    return {
      engine: 'mysql',
      takenAt: new Date(`${takenAt?.replace(' ', 'T')}Z`),
      migrations,
      tables: await readTables(query),
      rows: (table) => tableRows(connection, table),
      query,
      close: () => end(connection),
    };
  } catch (error) {
    connection.destroy();
    throw error;
  }
}

/** Any statement; values as the server prints them. */
export function rowsOf(connection: Connection, sql: string, values: unknown[] = []): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    connection.query({ sql, values, rowsAsArray: true, typeCast: printed }, (error, result) => {
      if (error) reject(error);
      else resolve(Array.isArray(result) ? (result as unknown as Row[]) : []);
    });
  });
}

// The server calls JSON binary, though it is text.
const printed: TypeCast = (field) => (field.type === 'JSON' ? field.string('utf8') : field.string());

export const end = (connection: Connection) =>
  new Promise<void>((resolve) => {
    connection.end(() => {
      connection.destroy();
      resolve();
    });
  });

const quoted = (name: string) => `\`${name.replaceAll('`', '``')}\``;

const selectOf = ({ name, columns, key }: Table) =>
  `SELECT ${columns.map((column) => (column.kind === 'hex' ? `HEX(${quoted(column.name)})` : quoted(column.name))).join(', ')}
   FROM ${quoted(name)} ORDER BY ${key.map(quoted).join(', ')}`;

async function* tableRows(connection: Connection, table: Table): AsyncGenerator<Row> {
  const stream = connection
    .query({ sql: selectOf(table), rowsAsArray: true, typeCast: printed })
    .stream({ objectMode: true, highWaterMark: ROWS_AHEAD });
  for await (const row of stream) yield row as Row;
  await rowsOf(connection, 'ROLLBACK TO SAVEPOINT tables');
}

/** The base tables of the connection's database. */
async function readTables(query: (sql: string) => Promise<Row[]>): Promise<Table[]> {
  const rows = await query(`
    SELECT c.TABLE_NAME, c.COLUMN_NAME, c.DATA_TYPE, k.ORDINAL_POSITION
    FROM information_schema.COLUMNS c
    JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME AND t.TABLE_TYPE = 'BASE TABLE'
    LEFT JOIN information_schema.KEY_COLUMN_USAGE k ON k.TABLE_SCHEMA = c.TABLE_SCHEMA AND k.TABLE_NAME = c.TABLE_NAME
      AND k.COLUMN_NAME = c.COLUMN_NAME AND k.CONSTRAINT_NAME = 'PRIMARY'
    WHERE c.TABLE_SCHEMA = DATABASE() AND c.GENERATION_EXPRESSION = '' AND c.TABLE_NAME NOT IN (${NOT_DUMPED.map((name) => `'${name}'`).join(', ')})
    ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION`);
  const tables = new Map<string, Table & { places: [number, string][] }>();
  for (const [name = '', column = '', type = '', place] of rows as string[][]) {
    const table = tables.get(name) ?? { name, columns: [], key: [], places: [] };
    tables.set(name, table);
    table.columns.push({ name: column, kind: columnKind(name, column, type) });
    if (place) table.places.push([Number(place), column]);
  }
  return [...tables.values()].map(({ name, columns, places }) => {
    if (places.length === 0) throw new Error(`The table ${name} has no primary key to read it by.`);
    return { name, columns, key: places.toSorted(([a], [b]) => a - b).map(([, column]) => column) };
  });
}
