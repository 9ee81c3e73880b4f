import { existsSync } from 'node:fs';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import { columnKind, MIGRATIONS_TABLE, NOT_DUMPED } from './column-kind.js';
import type { Row, Snapshot, Table } from './snapshot.js';

/** Rows read in one go; requests are answered between two of them. */
const ROWS_A_TURN = 200;

/** A second connection to the file: in WAL mode its read transaction sees one instant, and the shop goes on writing. */
export function sqliteSnapshot(file: string): Snapshot {
  if (!existsSync(file)) {
    throw new Error(`There is no database at ${file}: only one in a file can be backed up (DATABASE_URL=sqlite:FILE or mysql://…).`);
  }
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    db.exec('BEGIN');
    const query = (sql: string) => values(db, sql);
    // The first reading begins the snapshot.
    const migrations = query(`SELECT name FROM ${MIGRATIONS_TABLE} ORDER BY timestamp`).map(([name]) => name ?? '');
    return {
      engine: 'sqlite',
      takenAt: new Date(),
      migrations,
      tables: readTables(db),
      rows: (table) => tableRows(db, table),
      query: (sql) => Promise.resolve(query(sql)),
      close: () => Promise.resolve(db.close()),
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

const text = (value: SQLOutputValue) => (value === null ? null : String(value));
const values = (db: DatabaseSync, sql: string): Row[] =>
  db
    .prepare(sql)
    .all()
    .map((row) => Object.values(row).map(text));
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

// HEX(NULL) is '' here. CAST keeps integers beyond 2^53 and prints what is stored.
const expression = ({ name, kind }: Table['columns'][number]) =>
  kind === 'hex' ? `CASE WHEN ${quoted(name)} IS NOT NULL THEN HEX(${quoted(name)}) END` : `CAST(${quoted(name)} AS TEXT)`;

async function* tableRows(db: DatabaseSync, { name, columns, key }: Table): AsyncGenerator<Row> {
  const list = columns.map((column, index) => `${expression(column)} AS c${index}`).join(', ');
  const statement = db.prepare(`SELECT ${list} FROM ${quoted(name)} ORDER BY ${key.map(quoted).join(', ')}`);
  let read = 0;
  for (const row of statement.iterate()) {
    yield Object.values(row) as Row;
    if (++read % ROWS_A_TURN === 0) await turn();
  }
}

function readTables(db: DatabaseSync): Table[] {
  const names = values(db, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name`);
  return names
    .map(([name]) => name as string)
    .filter((name) => !NOT_DUMPED.includes(name))
    .map((name) => readTable(db, name));
}

function readTable(db: DatabaseSync, name: string): Table {
  const columns = db.prepare(`PRAGMA table_xinfo(${quoted(name)})`).all() as unknown as TableColumn[];
  // 2 and 3: generated.
  const stored = columns.filter((column) => column.hidden < 2);
  const key = stored.filter((column) => column.pk > 0).toSorted((a, b) => a.pk - b.pk);
  if (key.length === 0) throw new Error(`The table ${name} has no primary key to read it by.`);
  return {
    name,
    columns: stored.map((column) => ({ name: column.name, kind: columnKind(name, column.name, column.type) })),
    key: key.map((column) => column.name),
  };
}
interface TableColumn {
  name: string;
  type: string;
  hidden: number;
  pk: number;
}
