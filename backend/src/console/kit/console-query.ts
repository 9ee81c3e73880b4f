import {
  Between,
  Equal,
  type FindOperator,
  type FindOptionsWhere,
  LessThanOrEqual,
  MoreThanOrEqual,
  type ObjectLiteral,
  Raw,
} from 'typeorm';
import { invalid } from '../../kernel/errors.js';
import type { Access } from '../../access/rules/access.js';
import type { PropertySpec, ResourceSpec } from './resource-spec.js';

/** What AdminJS's filter holds per property: its value as it stood in the address. */
export interface AskedFilter {
  [path: string]: { value: unknown; type: string };
}

/**
 * The adapter's own conversion compares states with `LIKE '%x%'` and a lone "from" as text; this one compares by what the column is.
 * @throws AppError 422 for a property that is not shown, or is personal where the role sees it masked
 */
export function toWhere(spec: ResourceSpec, filter: AskedFilter, level: Access): FindOptionsWhere<ObjectLiteral> {
  const where: FindOptionsWhere<ObjectLiteral> = {};
  for (const [path, { value, type }] of Object.entries(filter)) {
    const property = knownProperty(spec, path, level);
    where[path] = compare(path, property, type, value);
  }
  return where;
}

/** The column to sort by; what is unknown or hidden falls back to the resource's own order instead of failing. */
export function toOrder(
  spec: ResourceSpec,
  sort: { sortBy?: string; direction?: string } | undefined,
  level: Access,
): Record<string, 'ASC' | 'DESC'> {
  const asked = sort?.sortBy ? spec.properties[sort.sortBy] : undefined;
  const usable = sort?.sortBy && asked && !(asked.personal && level !== 'all');
  const by = usable ? sort.sortBy! : spec.sort.by;
  const direction = usable ? sort.direction : spec.sort.direction;
  return { [by]: direction === 'desc' ? 'DESC' : 'ASC' };
}

function knownProperty(spec: ResourceSpec, path: string, level: Access): PropertySpec {
  const property = Object.hasOwn(spec.properties, path) ? spec.properties[path] : undefined;
  if (!property) throw invalid(`'${path.slice(0, 40)}'(으)로는 거를 수 없어요. 필터를 다시 골라 주세요.`);
  // Guessing a phone number through the filter would undo its mask.
  if (property.personal && level !== 'all') throw invalid('개인정보로는 거를 수 없는 역할이에요. 다른 조건을 골라 주세요.');
  return property;
}

function compare(path: string, property: PropertySpec, type: string, value: unknown): FindOperator<unknown> {
  if (type === 'datetime') return between(value);
  const text = typeof value === 'string' ? value.trim() : '';
  if (type === 'boolean') return Equal(text === 'true');
  if (type === 'number' || type === 'reference') return Equal(wholeNumber(text));
  if (property.values || property.match === 'exact') return Equal(text);
  return like(path, property.match === 'prefix' ? `${escaped(text)}%` : `%${escaped(text)}%`);
}

function between(value: unknown): FindOperator<unknown> {
  const { from, to } = (typeof value === 'object' && value !== null ? value : {}) as { from?: unknown; to?: unknown };
  const [start, end] = [from ? instant(from) : undefined, to ? instant(to) : undefined];
  if (start && end) return Between(start, end);
  if (start) return MoreThanOrEqual(start);
  if (end) return LessThanOrEqual(end);
  throw invalid('날짜를 하나 이상 골라 주세요.');
}

function instant(value: unknown): Date {
  const date = new Date(String(value));
  if (Number.isNaN(date.getTime())) throw invalid('날짜를 읽을 수 없어요. 달력에서 다시 골라 주세요.');
  return date;
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw invalid('숫자로 찾아 주세요.');
  return number;
}

const escaped = (text: string) => text.replace(/[!%_]/g, (character) => `!${character}`);

function like(path: string, pattern: string): FindOperator<unknown> {
  const name = `like_${path}`;
  return Raw((column) => `${column} LIKE :${name} ESCAPE '!'`, { [name]: pattern });
}
