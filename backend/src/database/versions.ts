import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { execute } from './database.js';
import { conflict, invalid } from '../kernel/errors.js';
import { type RefusalCode, say } from '../words/say.js';

/** For `tx.update`: what this changes is on a form that somebody may have open. */
export const nextVersion = { version: () => 'version + 1' };

/**
 * Takes the version that a form was opened with, by one conditional UPDATE: of several who save at once exactly one has
 * it. Only the system itself (seed, jobs) may save without one.
 * @throws AppError 409 `changed_meanwhile` where somebody else saved first; 422 without a version
 */
export async function takeVersion(
  tx: EntityManager,
  { actor }: Context,
  table: 'products' | 'promotions' | 'universities',
  { id, version }: { id: number; version: number | undefined },
): Promise<void> {
  const sql = `UPDATE ${table} SET version = version + 1 WHERE id = ?`;
  if (version !== undefined) {
    if ((await execute(tx, `${sql} AND version = ?`, [id, version])) !== 1) throw changedMeanwhile();
  } else if (actor.kind === 'system') await execute(tx, sql, [id]);
  else throw withoutVersion();
}

/** Somebody else changed what this was decided on. */
export const changedMeanwhile = (code: RefusalCode & `changed_meanwhile${string}` = 'changed_meanwhile') => conflict(code);

const withoutVersion = () => invalid(say('version.missing'), [{ path: 'version', message: say('version.reopen') }]);
