import { isSqlite, type transact } from '../../backend/src/database/database.js';

export type Tx = Parameters<Parameters<typeof transact>[1]>[0];

/** Columns as the table calls them. Rows of one call have the same ones. */
export type Row = Record<string, unknown>;

const ROWS_A_STATEMENT = 1_000;
/** SQLite takes 32,766. */
const PARAMETERS_A_STATEMENT = 32_000;

/** Multi-row inserts past TypeORM's query builder, which takes four times as long for as many rows. */
export async function insertRows(tx: Tx, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const most = isSqlite(tx) ? Math.min(ROWS_A_STATEMENT, Math.floor(PARAMETERS_A_STATEMENT / columns.length)) : ROWS_A_STATEMENT;
  const places = `(${columns.map(() => '?').join(', ')})`;
  for (let from = 0; from < rows.length; from += most) {
    const some = rows.slice(from, from + most);
    const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${some.map(() => places).join(', ')}`;
    await tx.query(
      sql,
      some.flatMap((row) => columns.map((column) => row[column])),
    );
  }
}

/** The first id that is free: rows that point at each other are numbered here, so that each table takes few statements. */
export async function nextId(tx: Pick<Tx, 'query'>, table: string): Promise<number> {
  const [row] = await tx.query<{ id: number | null }[]>(`SELECT MAX(id) AS id FROM ${table}`);
  return (row?.id ?? 0) + 1;
}
