import type { BaseEntity, EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { sql } from './sql.js';
import { type EntityClass, table } from './tables.js';
import { updateRows } from './write.js';
import { conflict, invalid } from '../kernel/errors.js';
import { type RefusalCode, say } from '../words/say.js';

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
export const changedMeanwhile = (code: RefusalCode & `changed_meanwhile${string}` = 'changed_meanwhile') => conflict(code);

const withoutVersion = () => invalid(say('version.missing'), [{ path: 'version', message: say('version.reopen') }]);
