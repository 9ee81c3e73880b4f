import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { AuditEntry } from './audit-entry.entity.js';
import type { StaffResource } from './rules/access.js';
import { insertRows } from '../database/write.js';

export interface Audited {
  /** The verb, as `publishPromotion`. */
  action: string;
  resource: StaffResource;
  recordId: number | string;
  reason?: string | undefined;
  /** Old and new values of what changed, without secrets and personal data. */
  changes?: Record<string, unknown> | undefined;
}

/** Writes what staff did into the transaction that does it: one does not stand without the other. */
export async function audit(tx: EntityManager, ctx: Context, { action, resource, recordId, reason, changes }: Audited): Promise<void> {
  await insertRows(tx, AuditEntry, {
    at: ctx.clock.now(),
    staffId: ctx.actor.kind === 'staff' ? ctx.actor.id : null,
    action,
    resource,
    recordId: String(recordId),
    reason: reason ?? '',
    changes: changes ?? {},
  });
}

/** Old and new value of each field that differs, as `{ price: [10000, 9000] }`. Both sides are listed by the caller. */
export function differences(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, [unknown, unknown]> {
  const changed = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return Object.fromEntries(changed.map((key) => [key, [before[key] ?? null, after[key]]]));
}
