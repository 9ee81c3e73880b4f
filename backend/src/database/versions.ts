import type { BaseEntity, EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { sql } from './sql.js';
import { type EntityClass, table } from './tables.js';
import { updateRows } from './write.js';
import { conflict, invalid } from '../kernel/errors.js';

/** What has a form that two may have open at once. */
interface Versioned extends BaseEntity {
  id: number;
  version: number;
}

/** The version after this one. */
export const nextVersion = (entity: EntityClass<Versioned>) => sql`${table(entity).version} + 1`;

/**
 * Takes the version that a form was opened with, by one conditional UPDATE: of several who save at once exactly one has
 * it. Only the system itself (seed, jobs) may save without one.
 * @throws AppError 409 `changed_meanwhile` where somebody else saved first; 422 without a version
 */
export async function takeVersion(
  tx: EntityManager,
  { actor }: Context,
  entity: EntityClass<Versioned>,
  { id, version }: { id: number; version: number | undefined },
): Promise<void> {
  const rows = table(entity);
  const next = { version: nextVersion(entity) };
  if (version !== undefined) {
    const asOpened = sql`${rows.id} = ${id} AND ${rows.version} = ${version}`;
    if ((await updateRows(tx, entity, next, asOpened)) !== 1) throw changedMeanwhile();
  } else if (actor.kind === 'system') await updateRows(tx, entity, next, sql`${rows.id} = ${id}`);
  else throw withoutVersion();
}

/** Somebody else changed what this was decided on. */
export const changedMeanwhile = (
  detail = '그사이 다른 사람이 먼저 저장했어요. 무엇이 바뀌었는지 보고 골라 주세요. 적은 것은 그대로 있어요.',
) => conflict('changed_meanwhile', detail);

const withoutVersion = () =>
  invalid('어느 때의 내용을 고친 것인지 알 수 없어요. 화면을 새로 연 뒤 다시 저장해 주세요.', [
    { path: 'version', message: '화면을 새로 열어 주세요.' },
  ]);
