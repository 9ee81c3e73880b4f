import { createHash } from 'node:crypto';
import type { Row, Snapshot, Table } from '../src/backup/snapshot.js';

/** By table: how many rows, and a sum of all their values that the order of rows does not matter to. */
export type Truth = Record<string, string>;

/**
 * What stands in each table at the snapshot's instant, added up by the database itself (MySQL) or from SQLite's own
 * `quote`: shares nothing with the sums that a dump makes while it streams, but the list of columns.
 */
export async function truthOf(snapshot: Snapshot): Promise<Truth> {
  const truth: Truth = {};
  for (const table of snapshot.tables) {
    truth[table.name] = snapshot.engine === 'mysql' ? await byMysql(snapshot, table) : await bySqlite(snapshot, table);
  }
  return truth;
}

async function byMysql(snapshot: Snapshot, { name, columns }: Table): Promise<string> {
  const values = columns.map((column) => `IFNULL(HEX(CAST(\`${column.name}\` AS CHAR)), '-')`).join(', ');
  const half = (from: number) => `BIT_XOR(CAST(CONV(SUBSTRING(h, ${from}, 16), 16, 10) AS UNSIGNED))`;
  const [row] = await snapshot.query(
    `SELECT COUNT(*), ${half(1)}, ${half(17)} FROM (SELECT SHA2(CONCAT_WS('|', ${values}), 256) AS h FROM \`${name}\`) AS hashed`,
  );
  return (row ?? []).join(' ');
}

async function bySqlite(snapshot: Snapshot, { name, columns }: Table): Promise<string> {
  const rows: Row[] = await snapshot.query(
    `SELECT ${columns.map((column) => `quote("${column.name}")`).join(` || ',' || `)} AS line FROM "${name}"`,
  );
  const hash = createHash('sha256');
  for (const line of rows.map(([text]) => text ?? '').toSorted()) hash.update(`${line}\n`);
  return `${rows.length} ${hash.digest('hex')}`;
}

/** In words, for each table that is not the same. */
export const unlike = (expected: Truth, found: Truth): string[] =>
  [...new Set([...Object.keys(expected), ...Object.keys(found)])]
    .filter((table) => expected[table] !== found[table])
    .map((table) => `${table}: ${expected[table] ?? 'missing'} became ${found[table] ?? 'missing'}`);
