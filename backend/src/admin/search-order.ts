import type { FindOptionsOrder, FindOptionsWhere, ObjectLiteral, Repository } from 'typeorm';
import { closest } from './console-query.js';

interface Search {
  key: string;
  where: FindOptionsWhere<ObjectLiteral>;
  order: FindOptionsOrder<ObjectLiteral>;
  title: string;
  /** As it was typed. */
  text: string;
  skip: number;
  take: number;
}

/**
 * Ids of what a search finds: the name itself, then what begins with it, then the rest, whatever the resource's own order is, and
 * although only the first few are read. The same rule as rules/find-by-name.ts, in SQL.
 */
export async function closestFirst(rows: Repository<ObjectLiteral>, search: Search): Promise<unknown[]> {
  const { key, where, order, title, text, skip, take } = search;
  const found = new Set<unknown>();
  for (const narrower of [...closest(title, text).map((operator) => ({ ...where, [title]: operator })), where]) {
    if (found.size >= skip + take) break;
    for (const row of await rows.find({ select: [key], where: narrower, order, take: skip + take })) found.add(row[key]);
  }
  return [...found].slice(skip, skip + take);
}
