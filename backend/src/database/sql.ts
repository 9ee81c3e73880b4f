import { aboutTable, type AnyTable, Column, isTable } from './tables.js';

/** What may stand as a value in a statement. Not null, to which nothing is equal: write IS NULL. */
type Value = string | number | boolean | Date;

/** A piece of a statement with its values, made by the tag `sql`. */
export class Sql {
  constructor(
    /** Around the values: one more than there are of them. */
    readonly texts: readonly string[],
    readonly values: readonly unknown[],
  ) {}
}

export type Engine = 'mysql' | 'sqlite';

/** Words in which the engines differ. */
export class Dialect implements Readonly<Record<Engine, string>> {
  constructor(
    readonly mysql: string,
    readonly sqlite: string,
  ) {}
}

/** The rows are held for the rest of the transaction; on SQLite it stands alone anyway. */
export const FOR_UPDATE = new Dialect('FOR UPDATE', '');

/** The rows stay as they are until the transaction ends; others may hold them so too. */
export const FOR_SHARE = new Dialect('FOR SHARE', '');

type Part = Value | readonly Value[] | Column<never> | Column<unknown> | AnyTable | Sql | Dialect;

/** A value behind a column is of the column's type; so is each one of a list. */
type Fitting<Parts extends readonly unknown[], Before = null> = Parts extends readonly [infer Head, ...infer Rest]
  ? [
      Head extends Value | readonly Value[] ? (Before extends Column<infer Of> ? OneOrMore<NonNullable<Of>> : Head) : Head,
      ...Fitting<Rest, Head>,
    ]
  : [];
type OneOrMore<Of> = Of | readonly Of[];

/**
 * A piece of a statement: sql`WHERE ${orders.customerId} = ${id} AND ${orders.state} IN ${PAYABLE}`. Tables and columns
 * become names, values parameters, a list `(?, ?)`. The compiler knows the columns, and holds a value against the one before it.
 */
export function sql<const Parts extends readonly Part[]>(texts: TemplateStringsArray, ...parts: Parts & Fitting<Parts>): Sql {
  const { around, holes } = composed(texts, parts);
  return new Sql(
    around,
    holes.map((index) => parts[index]),
  );
}

interface Composed {
  /** What it is composed of, but for the values: columns and tables where they stand. */
  names: readonly (Name | undefined)[];
  /** Texts with the names in them. */
  around: readonly string[];
  /** Where the values stand. */
  holes: readonly number[];
}

// One for each place in the sources: only the values change from call to call, and composing costs more than a short query.
const known = new WeakMap<TemplateStringsArray, Composed>();

function composed(texts: TemplateStringsArray, parts: readonly unknown[]): Composed {
  const before = known.get(texts);
  if (before && fits(before, parts)) return before;
  const fresh = compose(texts, parts);
  known.set(texts, fresh);
  return fresh;
}

function fits({ names }: Composed, parts: readonly unknown[]): boolean {
  for (let index = 0; index < parts.length; index++) {
    const name = names[index];
    if (name === undefined ? isName(parts[index]) : name !== parts[index]) return false;
  }
  return true;
}

function compose(texts: readonly string[], parts: readonly unknown[]): Composed {
  const around = [texts[0] as string];
  for (const [index, part] of parts.entries()) {
    const after = texts[index + 1] as string;
    if (isName(part)) around.push(withName(around.pop() as string, part) + after);
    else around.push(after);
  }
  const names = parts.map((part) => (isName(part) ? part : undefined));
  return { names, around, holes: [...names.keys()].filter((index) => names[index] === undefined) };
}

type Name = Column<unknown> | AnyTable;
const isName = (part: unknown): part is Name => part instanceof Column || isTable(part);

function withName(before: string, part: Name): string {
  if (part instanceof Column) return before + part.sql;
  const { name, alias, isOptional } = aboutTable(part);
  if (/\bLEFT JOIN\s*$/.test(before) !== isOptional) throw new Error(`${alias}: what LEFT JOIN joins is optional(), and nothing else is.`);
  return `${before}${name === alias ? `\`${name}\`` : `\`${name}\` \`${alias}\``}`;
}

/** At most so many rows. In the text: MySQL's prepared statements take no LIMIT as a parameter. */
export const limit = (rows: number): Sql => new Sql([`LIMIT ${Math.trunc(rows)}`], []);

/** Conditions of which all must hold. */
export const allOf = (conditions: readonly Sql[]): Sql => joined(conditions, ' AND ');

/** Pieces one after the other. What in them is only text becomes one text. */
export function joined(pieces: readonly Sql[], between: string): Sql {
  const [texts, values]: [string[], unknown[]] = [[''], []];
  for (const [index, piece] of pieces.entries()) {
    const [first, ...others] = piece.texts as [string, ...string[]];
    texts.push(`${texts.pop() as string}${index === 0 ? '' : between}${first}`, ...others);
    values.push(...piece.values);
  }
  return new Sql(texts, values);
}

/** The text of a piece for one engine; its parameters are added to those that came before it. */
export function write(piece: Sql, engine: Engine, parameters: unknown[]): string {
  let text = piece.texts[0] as string;
  for (let index = 0; index < piece.values.length; index++) {
    text += writeValue(piece.values[index], text, engine, parameters) + (piece.texts[index + 1] as string);
  }
  return text;
}

function writeValue(value: unknown, before: string, engine: Engine, parameters: unknown[]): string {
  if (value instanceof Sql) return write(value, engine, parameters);
  if (value instanceof Dialect) return value[engine];
  if (Array.isArray(value)) return writeList(value, before, parameters);
  parameters.push(value);
  return '?';
}

// An empty list is no SQL on MySQL. Nothing is in it; that everything is outside of it, NULL would not say.
function writeList(values: readonly unknown[], before: string, parameters: unknown[]): string {
  if (values.length === 0 && /\bNOT IN\s*$/.test(before)) throw new Error('NOT IN an empty list.');
  if (values.length === 0) return '(NULL)';
  parameters.push(...values);
  return `(${values.map(() => '?').join(', ')})`;
}
