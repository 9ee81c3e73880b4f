import type { Context } from '../kernel/context.js';
import { lastChange } from '../staff/last-change.js';
import { University } from './university.entity.js';
import { read, readRowOrFail } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const universities = table(University);

/** Every university that staff can choose, by name. */
export async function readActiveUniversities(ctx: Context): Promise<{ id: number; name: string; region: string }[]> {
  const rows = await read(
    ctx.db,
    { id: universities.id, name: universities.name, region: universities.region },
    sql`FROM ${universities} WHERE ${universities.active} = ${true} ORDER BY ${universities.name}`,
  );
  return rows.map(({ id, name, region }) => ({ id, name, region }));
}

/** A university as its form edits it, and who saved it last. */
export async function readUniversityForm(ctx: Context, id: number) {
  const university = await readRowOrFail(ctx.db, University, sql`WHERE ${universities.id} = ${id}`);
  const { version, name, nameEn, slug, region, mailDomains, active } = university;
  const saved = await lastChange(ctx.db.manager, 'universities', id, ['saveUniversity']);
  return { version, saved, name, nameEn, slug, region, mailDomains, active };
}
