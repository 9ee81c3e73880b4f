import { DatabaseSync } from 'node:sqlite';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Loader } from './loader.js';
import type { Row, Table } from './snapshot.js';

/** One transaction for all of it. */
export function sqliteLoader(file: string): Loader {
  mkdirSync(dirname(file), { recursive: true });
  const db = new DatabaseSync(file, { timeout: 5_000, enableForeignKeyConstraints: false });
  let open = false;
  const begin = () => {
    if (!open) db.exec('BEGIN IMMEDIATE');
    open = true;
  };
  return {
    tables: () =>
      Promise.resolve(
        db
          .prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`)
          .all()
          .map((row) => String(row['name'])),
      ),
    insert: (table, rows) => {
      begin();
      insert(db, table, rows);
      return Promise.resolve();
    },
    commit: () => {
      if (open) db.exec('COMMIT');
      open = false;
      return Promise.resolve();
    },
    close: () => Promise.resolve(db.close()),
  };
}

// Text that looks like a number becomes one where the column is one: SQLite's own affinity.
function insert(db: DatabaseSync, { name, columns }: Table, rows: readonly Row[]): void {
  const list = columns.map((column) => `"${column.name}"`).join(', ');
  const statement = db.prepare(`INSERT INTO "${name}" (${list}) VALUES (${columns.map(() => '?').join(', ')})`);
  for (const row of rows) {
    statement.run(...row.map((value, index) => (value !== null && columns[index]?.kind === 'hex' ? Buffer.from(value, 'hex') : value)));
  }
}
