import { invalid } from '../kernel/errors.js';
import { askable, type Reader } from './ask.js';
import type { Properties } from './property.js';
import { say } from '../words/say.js';

export interface Sort {
  by: string;
  direction: 'asc' | 'desc';
}

type Order = Record<string, 'ASC' | 'DESC'>;

/**
 * The column to sort by and then the key, so that rows of the same value have an order of their own, which no hidden column and
 * no plan of the database decides.
 * @throws AppError 422 for a column that the list does not have or the reader does not see
 */
export function toOrder(
  properties: Properties,
  key: string,
  usual: Sort,
  asked: { sortBy?: string | undefined; direction?: string | undefined } | undefined,
  reader: Reader,
): Order {
  const by = asked?.sortBy ?? usual.by;
  const direction = asked?.direction ?? usual.direction;
  if (direction !== 'asc' && direction !== 'desc') throw invalid(say('filter.direction'));
  if (by !== usual.by) askable(properties, by, reader);
  const towards = direction === 'desc' ? 'DESC' : 'ASC';
  return { [by]: towards, [key]: towards };
}

/** The same rows from their other end. */
export const reversed = (order: Order): Order =>
  Object.fromEntries(Object.entries(order).map(([by, towards]) => [by, towards === 'ASC' ? 'DESC' : 'ASC']));
