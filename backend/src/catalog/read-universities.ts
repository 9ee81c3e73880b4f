import type { Context } from '../kernel/context.js';
import { lastChange } from '../staff/last-change.js';
import { University } from './university.entity.js';

/** Every university that staff can choose, by name. */
export async function readActiveUniversities(ctx: Context): Promise<{ id: number; name: string; region: string }[]> {
  const select = { id: true, name: true, region: true } as const;
  const rows = await ctx.db.manager.find(University, { select, where: { active: true }, order: { name: 'ASC' } });
  return rows.map(({ id, name, region }) => ({ id, name, region }));
}

/** A university as its form edits it, and who saved it last. */
export async function readUniversityForm(ctx: Context, id: number) {
  const university = await ctx.db.manager.findOneByOrFail(University, { id });
  const { version, name, nameEn, slug, region, mailDomains, active } = university;
  const saved = await lastChange(ctx.db.manager, 'universities', id, ['saveUniversity']);
  return { version, saved, name, nameEn, slug, region, mailDomains, active };
}
