import type { Context } from '../kernel/context.js';
import { University } from './university.entity.js';
import { read } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const universities = table(University);

/** The universities one can sign up at, by name. */
export async function listUniversities(ctx: Context): Promise<{ slug: string; name: string }[]> {
  const rows = await read(
    ctx.db,
    { slug: universities.slug, name: universities.name },
    sql`FROM ${universities} WHERE ${universities.active} = ${true}`,
  );
  return rows.toSorted((a, b) => a.name.localeCompare(b.name, 'ko')).map(({ slug, name }) => ({ slug, name }));
}
