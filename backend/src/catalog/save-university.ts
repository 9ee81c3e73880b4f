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
    if (isDuplicate(error)) refuse([{ path: 'slug', message: '다른 대학교가 쓰고 있는 주소예요.' }]);
    throw error;
  }
}

function refuse(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw invalid('대학교를 저장하지 못했어요. 표시한 항목을 고쳐 주세요.', errors);
}

function check(input: SaveUniversityInput): FieldError[] {
  const checks: [boolean, string, string][] = [
    [isSlug(input.slug), 'slug', '영어 소문자와 숫자를 하이픈으로 이어 80자까지 적어 주세요.'],
    [isText(input.name, 80), 'name', '대학교 이름을 80자까지 적어 주세요.'],
    [isText(input.nameEn, 120), 'nameEn', '영어 이름을 120자까지 적어 주세요.'],
    [isText(input.region, 20), 'region', '지역을 20자까지 적어 주세요.'],
    [input.mailDomains.every((domain) => DOMAIN.test(domain.trim())), 'mailDomains', '메일 주소의 @ 뒤만 snu.ac.kr처럼 적어 주세요.'],
  ];
  return checks.filter(([ok]) => !ok).map(([, path, message]) => ({ path, message }));
}
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

async function save(tx: EntityManager, ctx: Context, input: SaveUniversityInput): Promise<University> {
  const before = input.id ? await readRow(tx, University, sql`WHERE ${universities.id} = ${input.id} ${FOR_UPDATE}`) : null;
  if (input.id && !before) throw notFound();
  if (before && before.slug !== input.slug) refuse([{ path: 'slug', message: '주소는 한번 정하면 바꿀 수 없어요.' }]);
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
