import type { DataSource, EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { notSignedIn } from '../kernel/errors.js';
import { AccessEntry } from './access-entry.entity.js';
import type { StaffResource } from './rules/access.js';
import { insertRows } from '../database/write.js';

export interface AccessLogged {
  action: AccessEntry['action'];
  resource: StaffResource;
  /** Ids of those whose data it is, or a text that names them, as an export's id and filters. */
  subjects: readonly (number | string)[] | string;
  reason?: string | undefined;
  /** IP address the request came from. */
  address: string;
}

/**
 * Notes who sees whose personal data (개인정보의 안전성 확보조치 기준 §8). Called before the data is read; when it throws, nothing is shown.
 * @param db the caller’s transaction, where it writes something else besides
 */
export async function logAccess(ctx: Context, entry: AccessLogged, db: DataSource | EntityManager = ctx.db): Promise<void> {
  if (ctx.actor.kind !== 'staff') throw notSignedIn();
  const { action, resource, subjects, reason, address } = entry;
  await insertRows(db, AccessEntry, {
    at: ctx.clock.now(),
    staffId: ctx.actor.id,
    action,
    resource,
    subjects: typeof subjects === 'string' ? subjects : subjects.join(','),
    reason: reason ?? '',
    address: address.slice(0, 45),
  });
}
