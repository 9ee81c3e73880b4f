import type { BaseEntity, DataSource, EntityManager, QueryResult } from 'typeorm';
import { engineOf } from './database.js';
import { Sql, write } from './sql.js';
import { type Column, type Columns, describeTable, type EntityClass } from './tables.js';

/** Values of a new row; what is left out is the column's default. */
export type NewRow<Entity> = Partial<Columns<Entity>>;

/** Inserts rows by one statement; gives the first one's id (on SQLite the last one's). Of none it makes no statement. */
export async function insertRows<Entity extends BaseEntity>(
  db: DataSource | EntityManager,
  entity: EntityClass<Entity>,
  rows: NewRow<Entity> | readonly NewRow<Entity>[],
): Promise<number> {
  if (Array.isArray(rows) && rows.length === 0) return 0;
  const { raw } = (await run(db, ...insertion('INSERT', entity, rows))) as { raw: number | { insertId: number } };
  return typeof raw === 'number' ? raw : raw.insertId;
}

/** The same for rows that may be there already: those stay as they are. Gives how many are new. */
export async function insertMissing<Entity extends BaseEntity>(
  tx: EntityManager,
  entity: EntityClass<Entity>,
  rows: NewRow<Entity> | readonly NewRow<Entity>[],
): Promise<number> {
  const verb = engineOf(tx) === 'sqlite' ? 'INSERT OR IGNORE' : 'INSERT IGNORE';
  return (await run(tx, ...insertion(verb, entity, rows))).affected ?? 0;
}

/** Writes a row, in the place of one with the same primary key. */
export async function putRow<Entity extends BaseEntity>(
  tx: EntityManager,
  entity: EntityClass<Entity>,
  row: NewRow<Entity>,
): Promise<void> {
  await run(tx, ...insertion('REPLACE', entity, row));
}

function insertion(verb: string, entity: EntityClass, rows: object | readonly object[]): [text: string, parameters: unknown[]] {
  const { name, columns } = describeTable(entity);
  const list = (Array.isArray(rows) ? rows : [rows]) as Readonly<Record<string, unknown>>[];
  const given = [...columns].filter(([property]) => list.some((row) => row[property] !== undefined));
  const places = `(${given.map(() => '?').join(', ')})`;
  return [
    `${verb} INTO \`${name}\` (${given.map(([, column]) => `\`${column.name}\``).join(', ')}) VALUES ${list.map(() => places).join(', ')}`,
    list.flatMap((row) => given.map(([property, column]) => column.written(row[property] ?? null))),
  ];
}

/** Values and pieces of SQL by column, assigned in this order: { attempts: 0, held: sql`${limits.held} + ${quantity}` }. */
export type Changes<Entity> = { [Name in keyof Columns<Entity>]?: Columns<Entity>[Name] | Sql };

/**
 * Writes columns of the rows that a condition fits; gives how many those are. The condition decides, not what was read
 * before: of two who want the same, the second changes nothing.
 */
export async function updateRows<Entity extends BaseEntity>(
  db: DataSource | EntityManager,
  entity: EntityClass<Entity>,
  changes: Changes<Entity>,
  where: Sql,
): Promise<number> {
  const { name, columns } = describeTable(entity);
  const engine = engineOf(db);
  const parameters: unknown[] = [];
  const assignments = Object.entries(changes)
    .filter(([, value]) => value !== undefined)
    .map(([property, value]) => {
      const column = columns.get(property) as Column<unknown>;
      if (value instanceof Sql) return `\`${column.name}\` = ${write(value, engine, parameters)}`;
      parameters.push(column.written(value));
      return `\`${column.name}\` = ?`;
    });
  const text = `UPDATE \`${name}\` SET ${assignments.join(', ')} WHERE ${write(where, engine, parameters)}`;
  return (await run(db, text, parameters)).affected ?? 0;
}

/** Gives how many were deleted. */
export async function deleteRows(db: DataSource | EntityManager, entity: EntityClass, where: Sql): Promise<number> {
  const parameters: unknown[] = [];
  const text = `DELETE FROM \`${describeTable(entity).name}\` WHERE ${write(where, engineOf(db), parameters)}`;
  return (await run(db, text, parameters)).affected ?? 0;
}

async function run(db: DataSource | EntityManager, text: string, parameters: unknown[]): Promise<QueryResult> {
  if (!('connection' in db)) {
    const runner = db.createQueryRunner();
    return runner.query(text, parameters, true).finally(() => runner.release());
  }
  if (!db.queryRunner) throw new Error('This statement needs the `tx` of a transaction.');
  return db.queryRunner.query(text, parameters, true);
}
