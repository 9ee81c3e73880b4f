import type { Context } from '../kernel/context.js';
import { invalid } from '../kernel/errors.js';
import { askable, type Reader } from '../lists/ask.js';
import { type Asked, readFilters, toWhere } from '../lists/filters.js';
import { toOrder } from '../lists/order.js';
import type { AskedResource } from './door-address.js';
import { type ResourceSpec, sortingOf } from './kit/resource-spec.js';
import { asWritten } from '../words/say.js';

const FILTER = 'filters.';
const MOST = 40;
const LONGEST_NAME = 80;

/**
 * What may stand in the query of a page or call of a resource besides `filters.…`, and how it looks: all that AdminJS's pages
 * and our components write into an address. AdminJS un-flattens the names it is given (`a.400000000=1` takes it 8 s), so it is
 * given these and no others.
 */
const WORDS: Readonly<Record<string, RegExp>> = {
  page: /^[1-9]\d{0,6}$/,
  perPage: /^(?:[1-9]\d?|[1-4]\d\d|500)$/,
  sortBy: /^[a-zA-Z]\w{0,59}$/,
  direction: /^(?:asc|desc)$/,
  searchProperty: /^[a-zA-Z]\w{0,59}$/,
  recordIds: /^[\w-]{1,64}(?:,[\w-]{1,64}){0,499}$/,
  query: /^[^\p{C}]{0,200}$/u,
  tab: /^[\w-]{0,40}$/,
  redirectUrl: /^\/admin(?:[/?][!-~]{0,1000})?$/,
  refresh: /^(?:true)?$/,
  ignore_params: /^(?:true)?$/,
  // What AdminJS writes when the last filter is taken out.
  filters: /^$/,
};

/**
 * Reads the query of an address of a resource. The grammar is closed, as that of the path is (door-address.ts).
 * @param search from the question mark on, as it came
 * @returns its parameters, flat, each once; what asks nothing is left out
 * @throws AppError 422
 */
export function readQuery(search: string): Record<string, string> {
  const read: Record<string, string> = {};
  let count = 0;
  for (const [name, value] of new URLSearchParams(search)) {
    if (++count > MOST) throw invalid(asWritten('주소에 조건이 너무 많아요. 필터를 다시 골라 주세요.'));
    if (!isKnown(name, value)) throw unreadable(name);
    if (Object.hasOwn(read, name)) throw invalid(asWritten('주소에 같은 조건이 두 번 있어요. 필터를 다시 골라 주세요.'));
    if (value !== '') read[name] = value;
  }
  return read;
}

function isKnown(name: string, value: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  if (name.startsWith(FILTER)) return /^[a-zA-Z]\w*(?:~~(?:from|to))?$/.test(name.slice(FILTER.length));
  return Object.hasOwn(WORDS, name) && WORDS[name]!.test(value);
}

const unreadable = (name: string) => {
  const detail = `주소에서 '${name.slice(0, 40)}'을(를) 읽을 수 없어요. 화면에서 다시 골라 주세요.`;
  return invalid(asWritten(detail), [{ path: name.slice(0, LONGEST_NAME), message: asWritten(detail) }]);
};

/** The list's filters among the parameters of an address. */
function filtersOf(query: Readonly<Record<string, unknown>>): Asked {
  const texts = Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return readFilters(texts.filter(([name]) => name.startsWith(FILTER)).map(([name, value]) => [name.slice(FILTER.length), value]));
}

/** Whether everything that the query asks is something this list has and this reader sees. @throws AppError 422 */
export function checkQuery(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { spec, bulk, text }: AskedResource,
  query: Record<string, string>,
  reader: Reader,
): void {
  const { properties } = spec;
  toWhere(db.getMetadata(spec.entity), properties, filtersOf(query), reader, { known: spec.conditions ?? {}, now: clock.now() });
  toOrder(sortingOf(spec, ''), query, reader);
  if (query['searchProperty']) askable(properties, query['searchProperty'], reader);
  if (text !== undefined) checkSearch(spec, text, query, reader);
  if (bulk && !query['recordIds']) throw invalid(asWritten('고른 것이 없어요. 목록에서 하나 이상 골라 주세요.'));
}

function checkSearch({ properties, title }: ResourceSpec, text: string, query: Record<string, string>, reader: Reader): void {
  if (text.length > 200) throw invalid(asWritten('200자까지 적어 찾을 수 있어요. 줄여 주세요.'));
  const property = askable(properties, query['searchProperty'] ?? title, reader);
  if (property.format === 'time') throw invalid(asWritten('날짜는 이름으로 찾을 수 없어요. 필터를 써 주세요.'));
}
