import type { BaseEntity, DataSource, EntityManager } from 'typeorm';
import { engineOf } from './database.js';
import { type Engine, joined, Sql, sql, write } from './sql.js';
import { Column, describeTable, type EntityClass } from './tables.js';

/** What can be read and is no column: a count, a sum, the value of another query. */
class Expression<Value> {
  /** For the compiler alone. */
  declare readonly value: Value;

  constructor(
    readonly piece: Sql,
    readonly read: (raw: unknown) => unknown,
  ) {}
}

/** How many; MySQL tells it as text where the number could be too large for some. */
export const count = (what: Sql = sql`*`) => new Expression<number>(sql`COUNT(${what})`, Number);

/** 0 over nothing. */
export const sum = (what: Column<number> | Sql) => new Expression<number>(sql`SUM(${what instanceof Sql ? what : sql`${what}`})`, Number);

/** A number that is reckoned of columns. */
export const number = (what: Sql) => new Expression<number>(what, Number);

/** The column's value in the one row that `rest` finds, null without one: subquery(image.name, sql`FROM ${image} WHERE … LIMIT 1`). */
export const subquery = <Value>(column: Column<Value>, rest: Sql) =>
  new Expression<Value | null>(sql`(SELECT ${column} ${rest})`, (raw) => column.read(raw));

/** What a row shall look like: columns and expressions by name, in groups where that reads better. */
interface Shape {
  readonly [name: string]: Wanted | Shape;
}
type Wanted = Column<unknown> | Expression<unknown>;

/** What a shape is read as. */
export type RowOf<S> = {
  -readonly [Name in keyof S]: S[Name] extends Column<infer Value> | Expression<infer Value> ? Value : RowOf<S[Name]>;
};

/**
 * The rows of `SELECT shape …`: read(ctx.db, { id: orders.id }, sql`FROM ${orders} WHERE …`). What a row is follows from the
 * shape: times are Dates, JSON is read, on both engines. A shape that is a constant is looked at once.
 */
export async function read<const S extends Shape>(db: DataSource | EntityManager, shape: S, rest: Sql): Promise<RowOf<S>[]> {
  const { list, toRow } = planOf(shape);
  const [engine, parameters]: [Engine, unknown[]] = [engineOf(db), []];
  const text = `SELECT ${write(list, engine, parameters)} ${write(rest, engine, parameters)}`;
  const rows = await db.query<Raw[]>(text, parameters);
  return rows.map(toRow) as RowOf<S>[];
}

/** The first of them, null without one. */
export async function readFirst<const S extends Shape>(db: DataSource | EntityManager, shape: S, rest: Sql): Promise<RowOf<S> | null> {
  const [row] = await read(db, shape, rest);
  return row ?? null;
}

/** The same for one that must be there. @throws Error without one */
export async function readFirstOrFail<const S extends Shape>(db: DataSource | EntityManager, shape: S, rest: Sql): Promise<RowOf<S>> {
  const [row] = await read(db, shape, rest);
  if (!row) throw new Error('There is no such row.');
  return row;
}

type Raw = Readonly<Record<string, unknown>>;

interface Plan {
  /** The list behind SELECT. */
  list: Sql;
  toRow: (raw: Raw) => object;
}

const plans = new WeakMap<Shape, Plan>();

function planOf(shape: Shape): Plan {
  const known = plans.get(shape);
  if (known) return known;
  const list: Sql[] = [];
  const toRow = plan(shape, '', list);
  const fresh = { list: joined(list, ', '), toRow };
  plans.set(shape, fresh);
  return fresh;
}

function plan(shape: Shape, group: string, list: Sql[]): Plan['toRow'] {
  const fields = Object.entries(shape).map(([name, wanted]): readonly [name: string, of: (raw: Raw) => unknown] => {
    const path = `${group}${name}`;
    if (!isWanted(wanted)) return [name, plan(wanted, `${path}.`, list)];
    list.push(named(wanted, path));
    return [name, (raw) => wanted.read(raw[path])];
  });
  return (raw) => {
    const row: Record<string, unknown> = {};
    for (const [name, of] of fields) row[name] = of(raw);
    return row;
  };
}

const isWanted = (one: Wanted | Shape): one is Wanted => one instanceof Column || one instanceof Expression;

const named = (wanted: Wanted, path: string): Sql =>
  wanted instanceof Column ? new Sql([`${wanted.sql} AS \`${path}\``], []) : new Sql(['', ` AS \`${path}\``], [wanted.piece]);

/**
 * Whole rows of one table as its entities, without relations and hidden columns: readRows(tx, Order, sql`WHERE … ${FOR_UPDATE}`).
 */
export async function readRows<Entity extends BaseEntity>(
  db: DataSource | EntityManager,
  entity: EntityClass<Entity>,
  rest: Sql,
): Promise<Entity[]> {
  const { head, columns } = wholeRow(entity);
  const parameters: unknown[] = [];
  const rows = await db.query<Raw[]>(`${head} ${write(rest, engineOf(db), parameters)}`, parameters);
  return rows.map((raw) => {
    const row = new entity() as unknown as Record<string, unknown>;
    for (const [name, column] of columns) row[name] = column.read(raw[column.name]);
    return row as unknown as Entity;
  });
}

/** The first of them, null without one. */
export async function readRow<Entity extends BaseEntity>(
  db: DataSource | EntityManager,
  entity: EntityClass<Entity>,
  rest: Sql,
): Promise<Entity | null> {
  const [row] = await readRows(db, entity, rest);
  return row ?? null;
}

/** The same for one that must be there. @throws Error without one */
export async function readRowOrFail<Entity extends BaseEntity>(
  db: DataSource | EntityManager,
  entity: EntityClass<Entity>,
  rest: Sql,
): Promise<Entity> {
  const [row] = await readRows(db, entity, rest);
  if (!row) throw new Error(`There is no such ${entity.name}.`);
  return row;
}

interface WholeRow {
  head: string;
  columns: (readonly [name: string, Column<unknown>])[];
}
const wholeRows = new Map<EntityClass, WholeRow>();

function wholeRow(entity: EntityClass): WholeRow {
  const known = wholeRows.get(entity);
  if (known) return known;
  const { name, columns } = describeTable(entity);
  const shown = [...columns].filter(([, column]) => !column.isHidden);
  const fresh = { head: `SELECT ${shown.map(([, column]) => column.sql).join(', ')} FROM \`${name}\``, columns: shown };
  wholeRows.set(entity, fresh);
  return fresh;
}

/** Whether there is a row: exists(tx, sql`FROM ${orders} WHERE …`). */
export async function exists(db: DataSource | EntityManager, rest: Sql): Promise<boolean> {
  const parameters: unknown[] = [];
  const rows = await db.query<Raw[]>(`SELECT 1 ${write(rest, engineOf(db), parameters)} LIMIT 1`, parameters);
  return rows.length > 0;
}

/** How many rows there are: countRows(tx, sql`FROM ${orders} WHERE …`). */
export async function countRows(db: DataSource | EntityManager, rest: Sql): Promise<number> {
  const [row] = await read(db, ALL, rest);
  return row?.rows ?? 0;
}
const ALL = { rows: count() };
