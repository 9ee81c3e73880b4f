import { invalid } from '../kernel/errors.js';
import { askable, type Reader, refused } from './ask.js';
import type { Properties } from './property.js';
import { say } from '../words/say.js';

export interface Sort {
  by: string;
  direction: 'asc' | 'desc';
}

type Order = Record<string, 'ASC' | 'DESC'>;

/** How a list may be sorted, and how it is where nobody says. */
export interface Sorting {
  properties: Properties;
  key: string;
  usual: Sort;
  /** The columns it may be sorted by besides. */
  sortable: readonly string[];
}

/**
 * The column to sort by, then the list's own order, then the key: rows of the same value have an order of their own, which no
 * hidden column and no plan of the database decides, and which the indexes have.
 * @throws AppError 422 for a column that the list does not have, is not sorted by, or the reader does not see
 */
export function toOrder(
  { properties, key, usual, sortable }: Sorting,
  asked: { sortBy?: string | undefined; direction?: string | undefined } | undefined,
  reader: Reader,
): Order {
  const by = asked?.sortBy ?? usual.by;
  const direction = asked?.direction ?? usual.direction;
  if (direction !== 'asc' && direction !== 'desc') throw invalid(say('filter.direction'));
  if (by !== usual.by) {
    askable(properties, by, reader);
    if (!sortable.includes(by)) throw refused(by, say('filter.unsorted'));
  }
  const towards = direction === 'desc' ? 'DESC' : 'ASC';
  if (by === key || properties[by]?.unique) return { [by]: towards };
  return { [by]: towards, [usual.by]: towards, [key]: towards };
}
