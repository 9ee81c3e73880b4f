import { type BaseEntity, getMetadataArgsStorage } from 'typeorm';
import { SnakeNames } from './snake-names.js';

/** An entity's class: the one description of its table. */
export type EntityClass<Entity extends BaseEntity = BaseEntity> = new () => Entity;

/** What of an entity is a column: neither its relations nor what every entity inherits. */
export type Columns<Entity> = {
  [
    Name in keyof Entity as Name extends keyof BaseEntity
      ? never
      : NonNullable<Entity[Name]> extends BaseEntity | readonly BaseEntity[]
        ? never
        : Name
  ]: Entity[Name];
};

/** What the databases do not give back as the code has it: SQLite has no times, MySQL no booleans, the shop's JSON is text. */
type Kept = 'as it is' | 'instant' | 'boolean' | 'json';
const KEPT: Readonly<Record<string, Kept>> = { datetime: 'instant', boolean: 'boolean', 'simple-json': 'json' };

/** A column of a table that stands in a statement. */
export class Column<Value> {
  /** For the compiler alone. */
  declare readonly value: Value;

  constructor(
    /** With its table, as it stands in a statement. */
    readonly sql: string,
    /** In the database. */
    readonly name: string,
    readonly kept: Kept,
    /** Read only where it is asked for by name. */
    readonly isHidden: boolean,
  ) {}

  /** What the code has, from what either driver gives. */
  read(raw: unknown): unknown {
    if (raw === null || this.kept === 'as it is') return raw;
    if (this.kept === 'instant') return raw instanceof Date ? raw : new Date(`${(raw as string).replace(' ', 'T')}Z`);
    return this.kept === 'boolean' ? Boolean(raw) : (JSON.parse(raw as string) as unknown);
  }

  /** What the drivers are given for it; sqlite-driver.ts does the same for times as mysql2. */
  written(value: unknown): unknown {
    return this.kept === 'json' && value !== null ? JSON.stringify(value) : value;
  }
}

const ABOUT = Symbol('about the table');

interface About {
  /** In the database. */
  name: string;
  alias: string;
  isOptional: boolean;
}

export interface AnyTable {
  readonly [ABOUT]: About;
}

/** A table that stands in a statement, with its columns by the entity's names. */
export type Table<Entity> = AnyTable & { readonly [Name in keyof Columns<Entity>]-?: Column<Columns<Entity>[Name]> };

/** One that LEFT JOIN joins: there may be no such row, so each of its columns may be null. */
type OptionalTable<Entity> = AnyTable & { readonly [Name in keyof Columns<Entity>]-?: Column<Columns<Entity>[Name] | null> };

/** A table for statements, under its own name or another: `table(Order)` is `orders`, `table(Order, 'first')` is `orders first`. */
export const table = <Entity extends BaseEntity>(entity: EntityClass<Entity>, alias?: string): Table<Entity> =>
  tableOf(entity, alias, false) as unknown as Table<Entity>;

/** The same for LEFT JOIN. */
export const optional = <Entity extends BaseEntity>(entity: EntityClass<Entity>, alias?: string): OptionalTable<Entity> =>
  tableOf(entity, alias, true) as unknown as OptionalTable<Entity>;

const names = new SnakeNames();

function tableOf(entity: EntityClass, as: string | undefined, isOptional: boolean): AnyTable {
  const storage = getMetadataArgsStorage();
  const name = storage.tables.find(({ target }) => target === entity)?.name;
  if (!name) throw new Error(`${entity.name} is no entity whose table has a name.`);
  const alias = as ?? name;
  const columns = storage.filterColumns(entity).map(({ propertyName, options }) => {
    const column = names.columnName(propertyName, options.name, []);
    const kept = KEPT[String(options.type)] ?? 'as it is';
    return [propertyName, new Column(`\`${alias}\`.\`${column}\``, column, kept, options.select === false)];
  });
  return { ...(Object.fromEntries(columns) as object), [ABOUT]: { name, alias, isOptional } };
}

export const isTable = (part: unknown): part is AnyTable => typeof part === 'object' && part !== null && ABOUT in part;
export const aboutTable = (part: AnyTable): About => part[ABOUT];

interface Described {
  /** In the database. */
  name: string;
  /** By the entity's names, in its order. */
  columns: ReadonlyMap<string, Column<unknown>>;
}
const described = new Map<EntityClass, Described>();

/** An entity's table and its columns, for the helpers that read and write whole rows. */
export function describeTable(entity: EntityClass): Described {
  const known = described.get(entity);
  if (known) return known;
  const own = tableOf(entity, undefined, false);
  const fresh = { name: aboutTable(own).name, columns: new Map(Object.entries(own) as [string, Column<unknown>][]) };
  described.set(entity, fresh);
  return fresh;
}
