import { saveUniversity } from '../../backend/src/catalog/save-university.js';
import { University } from '../../backend/src/catalog/university.entity.js';
import type { Context } from '../../backend/src/kernel/context.js';
import { universities } from '../data/universities.js';

/** Saves those that are missing, so that it can be run again anywhere; gives how many. */
export async function fillUniversities(ctx: Context): Promise<number> {
  const known = new Set((await ctx.db.manager.find(University, { select: { id: true, slug: true } })).map(({ slug }) => slug));
  const missing = universities.filter(({ slug }) => !known.has(slug));
  for (const university of missing) await saveUniversity(ctx, { ...university, active: true });
  return missing.length;
}
