import type { BaseEntity, DataSource, EntityManager, QueryResult } from 'typeorm';
import { engineOf } from './database.js';
import { type Engine, Sql, write } from './sql.js';
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

/**
 * Inserts a row for each that is found: `row` says its values, which may be pieces of SQL over what `from` names, as
 * { orderId: sql`${orders.id}` }. One statement; gives how many are new.
 */
export async function insertFound<Entity extends BaseEntity>(
  tx: EntityManager,
  entity: EntityClass<Entity>,
  found: readonly { row: Changes<Entity>; from: Sql }[],
): Promise<number> {
  const { name, columns } = describeTable(entity);
  const [engine, parameters]: [Engine, unknown[]] = [engineOf(tx), []];
  const rows = found.map(({ row }) => row as Readonly<Record<string, unknown>>);
  const given = [...columns].filter(([property]) => rows.some((row) => row[property] !== undefined));
  const selects = found.map(({ from }, index) => {
    const values = given.map(([property, column]) => writeValue(column, rows[index]?.[property] ?? null, engine, parameters));
    const select = `SELECT ${values.join(', ')} ${write(from, engine, parameters)}`;
    // MySQL takes a lock's clause in parentheses only, SQLite no parentheses at all.
    return engine === 'mysql' ? `(${select})` : select;
  });
  const head = `INSERT INTO \`${name}\` (${given.map(([, column]) => `\`${column.name}\``).join(', ')})`;
  const { raw, affected } = await run(tx, `${head} ${selects.join(' UNION ALL ')}`, parameters);
  return affected ?? (raw as { affectedRows?: number }).affectedRows ?? 0;
}

/** Inserts rows; where one with the same unique `key` is there already, its `count` grows by the new one's. One statement. */
export async function insertOrAdd<Entity extends BaseEntity>(
  tx: EntityManager,
  entity: EntityClass<Entity>,
  { key, count }: { key: readonly (keyof Columns<Entity> & string)[]; count: keyof Columns<Entity> & string },
  rows: readonly NewRow<Entity>[],
): Promise<void> {
  const [text, parameters] = insertion('INSERT', entity, rows);
  const { name, columns } = describeTable(entity);
  const nameOf = (property: string) => `\`${(columns.get(property) as Column<unknown>).name}\``;
  const [grows, own] = [nameOf(count), `\`${name}\`.${nameOf(count)}`];
  const added =
    engineOf(tx) === 'mysql'
      ? `AS fresh ON DUPLICATE KEY UPDATE ${grows} = ${own} + fresh.${grows}`
      : `ON CONFLICT (${key.map(nameOf).join(', ')}) DO UPDATE SET ${grows} = ${own} + excluded.${grows}`;
  await run(tx, `${text} ${added}`, parameters);
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

/** A change of the rows that a condition fits, to be written with another. */
export interface Update {
  table: string;
  /** What stands behind SET; with the table's name before each column where others are changed too. */
  readonly set: (engine: Engine, parameters: unknown[], beside?: 'others') => string;
  where: Sql;
}

export function updateOf<Entity extends BaseEntity>(entity: EntityClass<Entity>, changes: Changes<Entity>, where: Sql): Update {
  const { name, columns } = describeTable(entity);
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return {
    table: name,
    where,
    set: (engine, parameters, beside) =>
      given
        .map(([property, value]) => {
          const column = columns.get(property) as Column<unknown>;
          return `${beside ? column.sql : `\`${column.name}\``} = ${writeValue(column, value, engine, parameters)}`;
        })
        .join(', '),
  };
}

/**
 * Writes columns of the rows that a condition fits; gives how many those are. The condition decides, not what was read
 * before: of two who want the same, the second changes nothing.
 */
export function updateRows<Entity extends BaseEntity>(
  db: DataSource | EntityManager,
  entity: EntityClass<Entity>,
  changes: Changes<Entity>,
  where: Sql,
): Promise<number> {
  return runUpdate(db, updateOf(entity, changes, where));
}

/**
 * Both or neither where each is of one row that its primary or unique key names, locked in this order; gives how many changed.
 * By one statement where the engine can (MySQL); else one after the other, the second only if the first changed something:
 * who is told less than it asked for rolls back.
 */
export async function updateBoth(tx: EntityManager, first: Update, second: Update): Promise<number> {
  if (engineOf(tx) === 'sqlite') {
    const changed = await runUpdate(tx, first);
    return changed === 0 ? 0 : changed + (await runUpdate(tx, second));
  }
  const parameters: unknown[] = [];
  const set = `${first.set('mysql', parameters, 'others')}, ${second.set('mysql', parameters, 'others')}`;
  const where = `(${write(first.where, 'mysql', parameters)}) AND (${write(second.where, 'mysql', parameters)})`;
  return (await run(tx, `UPDATE \`${first.table}\`, \`${second.table}\` SET ${set} WHERE ${where}`, parameters)).affected ?? 0;
}

/** Writes it; gives how many rows it changed. */
export async function runUpdate(db: DataSource | EntityManager, { table, set, where }: Update): Promise<number> {
  const [engine, parameters]: [Engine, unknown[]] = [engineOf(db), []];
  const text = `UPDATE \`${table}\` SET ${set(engine, parameters)} WHERE ${write(where, engine, parameters)}`;
  return (await run(db, text, parameters)).affected ?? 0;
}

function writeValue(column: Column<unknown>, value: unknown, engine: Engine, parameters: unknown[]): string {
  if (value instanceof Sql) return write(value, engine, parameters);
  parameters.push(column.written(value));
  return '?';
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
