import { countRows } from '../lists/count-rows.js';
import { readFilters, toWhere } from '../lists/filters.js';
import { resourceId } from './kit/resource-spec.js';
import { findResource } from './resources.js';
import { may, type Visit } from './kit/visit.js';

/** Rows of a list: how many its filters match (of many: more than MOST_COUNTED), and the list's address with those filters. */
export interface Counted {
  count: number;
  href: string;
}

/** A list's address, filtered as its own filters would. @param filters as they stand in it after `filters.` */
export function listHref(resource: string, filters: Readonly<Record<string, string>>, sort?: { by: string; direction: string }): string {
  const params = new URLSearchParams(Object.entries(filters).map(([name, value]) => [`filters.${name}`, value]));
  if (sort) for (const [name, value] of [['sortBy', sort.by] as const, ['direction', sort.direction] as const]) params.set(name, value);
  return `/admin/resources/${resource}?${params.toString()}`;
}

/** A number of the dashboard: counted by what its link asks, so that it opens exactly what it counts. */
export async function counted(
  visit: Visit,
  resource: string,
  filters: Readonly<Record<string, string>>,
  sort?: { by: string; direction: string },
): Promise<Counted> {
  const spec = findResource(resource);
  if (!spec) throw new Error(`No resource is called ${resource}.`);
  const { db } = visit.ctx;
  const reader = { role: visit.role, level: may(visit, spec.access, 'read') };
  const where = toWhere(db.getMetadata(spec.entity), spec.properties, readFilters(Object.entries(filters)), reader);
  return { count: await countRows(db.getRepository(spec.entity), where), href: listHref(resourceId(spec), filters, sort) };
}
