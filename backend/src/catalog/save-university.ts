import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { isDuplicate, transact } from '../database/database.js';
import { type FieldError, invalid, notFound } from '../kernel/errors.js';
import { cleanLine } from '../kernel/rules/typed-text.js';
import { allow } from '../access/allow.js';
import { audit, differences } from '../access/audit.js';
import { takeVersion } from '../database/versions.js';
import { isSlug, isText } from './rules/product-shape.js';
import { University } from './university.entity.js';
import { type Said, say } from '../words/say.js';
import { readRow, readRowOrFail } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows, updateRows } from '../database/write.js';

const universities = table(University);

export interface SaveUniversityInput {
  /** Left out for a new one. */
  id?: number | undefined;
  /** Of one that exists: the version that it was opened with. Only the system may leave it out. */
  version?: number | undefined;
  /** Never changes once saved. */
  slug: string;
  name: string;
  nameEn: string;
  mailDomains: string[];
  region: string;
  active: boolean;
}

/** @throws AppError 403; 404; 409 `changed_meanwhile` where it has another version than was opened; 422 `invalid` with one entry per field */
export async function saveUniversity(ctx: Context, input: SaveUniversityInput): Promise<University> {
  allow(ctx, 'universities', 'write');
  refuse(check(input));
  try {
    return await transact(ctx.db, (tx) => save(tx, ctx, input));
  } catch (error) {
    if (isDuplicate(error)) refuse([{ path: 'slug', message: say('university.slug_taken') }]);
    throw error;
  }
}

function refuse(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw invalid(say('university.not_saved'), errors);
}

function check(input: SaveUniversityInput): FieldError[] {
  const checks: [boolean, string, Said][] = [
    [isSlug(input.slug), 'slug', say('slug')],
    [isText(input.name, 80), 'name', say('university.name')],
    [isText(input.nameEn, 120), 'nameEn', say('university.name_en')],
    [isText(input.region, 20), 'region', say('university.region')],
    [input.mailDomains.every((domain) => DOMAIN.test(domain.trim())), 'mailDomains', say('university.mail_domains')],
  ];
  return checks.filter(([ok]) => !ok).map(([, path, message]) => ({ path, message }));
}
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

async function save(tx: EntityManager, ctx: Context, input: SaveUniversityInput): Promise<University> {
  const before = input.id ? await readRow(tx, University, sql`WHERE ${universities.id} = ${input.id} ${FOR_UPDATE}`) : null;
  if (input.id && !before) throw notFound();
  if (before && before.slug !== input.slug) refuse([{ path: 'slug', message: say('university.slug_fixed') }]);
  const columns = universityColumns(input);
  if (before && JSON.stringify(universityColumns(before)) === JSON.stringify(columns)) return before;
  if (before) await takeVersion(tx, ctx, University, { id: before.id, version: input.version });
  const id = before?.id ?? (await insertRows(tx, University, columns));
  if (before) await updateRows(tx, University, columns, sql`${universities.id} = ${id}`);
  const changes = differences(before ? universityColumns(before) : {}, columns);
  await audit(tx, ctx, { action: 'saveUniversity', resource: 'universities', recordId: id, changes });
  return readRowOrFail(tx, University, sql`WHERE ${universities.id} = ${id}`);
}

const universityColumns = (university: Omit<SaveUniversityInput, 'id' | 'version'>) => ({
  slug: university.slug,
  name: cleanLine(university.name),
  nameEn: cleanLine(university.nameEn),
  mailDomains: university.mailDomains.map((domain) => domain.trim().toLowerCase()),
  region: cleanLine(university.region),
  active: university.active,
});
