import { And, type EntityMetadata, Equal, type FindOperator, type FindOptionsWhere, In, type ObjectLiteral } from 'typeorm';
import { askable, type Reader, refused } from './ask.js';
import type { Condition, Conditions } from './condition.js';
import { compareText } from './compare-text.js';
import type { Properties, Property } from './property.js';
import { readPeriod, type TypedPeriod } from '../kernel/rules/period.js';
import { within } from './within.js';
import { say } from '../words/say.js';

/** What is asked of each column: a text, or a period. A Map, so that no name can mean more than a name. */
export type Asked = ReadonlyMap<string, string | TypedPeriod>;

const LONGEST = 200;
const END = /^(.+)~~(from|to)$/;

/** Reads `name=text` and `name~~from=time`, as they stand in a list's address after `filters.`. What is empty asks nothing. */
export function readFilters(entries: Iterable<readonly [string, string]>): Asked {
  const asked = new Map<string, string | TypedPeriod>();
  for (const [key, value] of entries) {
    if (value === '') continue;
    const [, path, end] = END.exec(key) ?? [];
    const before = asked.get(path ?? key);
    if (path === undefined || end === undefined) asked.set(key, value);
    else asked.set(path, { ...(typeof before === 'object' ? before : {}), [end]: value });
  }
  return asked;
}

/**
 * The one translation of what a list is asked into what the database is: for the list, its count, an export, the dashboard and
 * actions on all that match.
 * @throws AppError 422 for a column that the list does not have or the reader does not see, and for a value that cannot be meant
 */
export function toWhere(
  metadata: EntityMetadata,
  properties: Properties,
  asked: Asked,
  reader: Reader,
  conditions?: Conditions,
): FindOptionsWhere<ObjectLiteral> {
  const where: FindOptionsWhere<ObjectLiteral> = {};
  const ofKey: FindOperator<unknown>[] = [];
  for (const [path, value] of asked) {
    const condition = conditions && Object.hasOwn(conditions.known, path) ? conditions.known[path] : undefined;
    if (condition && conditions) ofKey.push(holds(path, condition, value, conditions.now));
    else where[path] = compare(metadata, path, askable(properties, path, reader), value);
  }
  const key = metadata.primaryColumns[0]?.propertyName;
  if (key && ofKey.length > 0) where[key] = And(...ofKey, ...(where[key] ? [where[key] as FindOperator<unknown>] : []));
  return where;
}

function holds(path: string, { values, where }: Condition, value: string | TypedPeriod, now: Date): FindOperator<unknown> {
  if (typeof value !== 'string' || !Object.hasOwn(values, value)) throw refused(path, say('filter.value'));
  return where(value, now);
}

function compare(metadata: EntityMetadata, path: string, property: Property, value: string | TypedPeriod): FindOperator<unknown> {
  const kind = kindOf(metadata, path);
  if (kind === 'time') return compareTime(path, value);
  if (typeof value !== 'string') throw refused(path, say('filter.no_period'));
  const text = value.trim();
  if (text.length > LONGEST) throw refused(path, say('filter.long', { most: LONGEST }));
  if (kind === 'boolean') return Equal(yesOrNo(path, text));
  if (kind === 'number') return Equal(wholeNumber(path, text));
  // Words of our own are ASCII; any other word is none, and MySQL would not even compare it.
  if (property.format === 'tag') return In(text.split(',').filter((word) => /^\w{1,40}$/.test(word)));
  return compareText(metadata, path, property, text);
}

type Kind = 'time' | 'boolean' | 'number' | 'text';

/** What a column holds, as it is compared. */
export function kindOf(metadata: EntityMetadata, path: string): Kind {
  const type = metadata.findColumnWithPropertyName(path)?.type;
  if (type === 'datetime') return 'time';
  if (type === 'boolean') return 'boolean';
  return type === 'int' || type === Number ? 'number' : 'text';
}

function compareTime(path: string, value: string | TypedPeriod): FindOperator<unknown> {
  const period = typeof value === 'string' ? null : readPeriod(value);
  if (!period) throw refused(path, say('filter.period'));
  return within(period);
}

function yesOrNo(path: string, text: string): boolean {
  if (text !== 'true' && text !== 'false') throw refused(path, say('filter.yes_or_no'));
  return text === 'true';
}

function wholeNumber(path: string, text: string): number {
  if (!/^-?\d{1,10}$/.test(text)) throw refused(path, say('filter.number'));
  return Number(text);
}
