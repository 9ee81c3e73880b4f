import { invalid } from '../kernel/errors.js';
import { say } from '../words/say.js';

/** What an export is asked by: what the order list's address holds after `filters.`, and the names that it had before. */
export interface ExportFilters {
  [listed: string]: string | number | Date | undefined;
  promotionId?: number | string | undefined;
  universityId?: number | string | undefined;
  /** Placed then or later: `placedAt~~from`. */
  placedFrom?: Date | string | undefined;
  /** Placed until the end of this minute: `placedAt~~to`. */
  placedTo?: Date | string | undefined;
  /** The beginning of order numbers: `number`. */
  search?: string | undefined;
}

const LISTED: ReadonlyMap<string, string> = new Map([
  ['placedFrom', 'placedAt~~from'],
  ['placedTo', 'placedAt~~to'],
  ['search', 'number'],
]);

/** The same in the list's language alone. @throws AppError 422 where both names of one are given */
export function inListLanguage(filters: ExportFilters): Record<string, string> {
  const listed = new Map<string, string>();
  for (const [name, value] of Object.entries(filters)) {
    const key = LISTED.get(name) ?? name;
    const text = value instanceof Date ? value.toISOString() : String(value ?? '');
    if (text === '') continue;
    if (listed.has(key)) throw twice(name);
    listed.set(key, text);
  }
  return Object.fromEntries(listed);
}

const twice = (name: string) => invalid(say('filter.twice_all'), [{ path: `filters.${name}`, message: say('filter.twice') }]);
