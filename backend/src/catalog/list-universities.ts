import type { Context } from '../kernel/context.js';
import { University } from './university.entity.js';

/** The universities one can sign up at, by name. */
export async function listUniversities(ctx: Context): Promise<{ slug: string; name: string }[]> {
  const rows = await ctx.db.manager.find(University, { where: { active: true }, select: { slug: true, name: true } });
  return rows.toSorted((a, b) => a.name.localeCompare(b.name, 'ko')).map(({ slug, name }) => ({ slug, name }));
}
