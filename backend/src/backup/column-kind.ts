import type { ColumnKind } from './snapshot.js';

const TEXT =
  /^(tinyint|smallint|mediumint|int|integer|bigint|boolean|decimal|numeric|date|datetime|timestamp|time|year|char|varchar|tinytext|text|mediumtext|longtext|enum|set|json)\b/i;
const HEX = /^(binary|varbinary|tinyblob|blob|mediumblob|longblob)\b/i;

/**
 * How a column is written. Floating point is refused: no printed form of FLOAT is exact on MySQL.
 * @throws Error for a type that this is not known to keep to the last bit
 */
export function columnKind(table: string, column: string, type: string): ColumnKind {
  if (TEXT.test(type)) return 'text';
  if (HEX.test(type)) return 'hex';
  throw new Error(`Backups do not know the type ${type} of ${table}.${column}: teach backup/column-kind.ts to keep it without loss.`);
}

/** TypeORM's own; its rows are in a backup's head, as names. */
export const MIGRATIONS_TABLE = 'migrations';

/** In no backup besides: how often strangers tried something is worth nothing a day later. */
export const NOT_DUMPED: readonly string[] = [MIGRATIONS_TABLE, 'tries'];
