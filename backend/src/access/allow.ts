import type { Actor, Context } from '../kernel/context.js';
import { forbidden } from '../kernel/errors.js';
import { noteSecurity } from '../kernel/security.js';
import { can, type StaffAction, type StaffResource } from './rules/access.js';

/**
 * Every staff verb's own door, whoever calls it. The system itself (seed, jobs) may do everything.
 * @returns the id that logs are written under; null for the system
 * @throws AppError 403 where the role table says no, or shows the record only masked
 */
export function allow(ctx: Context, resource: StaffResource, action: StaffAction): { staffId: number | null } {
  if (ctx.actor.kind === 'system') return { staffId: null };
  return { staffId: allowStaff(ctx, resource, action).id };
}

/** The same, for what only a person may do. */
export function allowStaff(ctx: Context, resource: StaffResource, action: StaffAction): Extract<Actor, { kind: 'staff' }> {
  const { actor } = ctx;
  if (actor.kind !== 'staff' || can(actor.role, resource, action) !== 'all') {
    if (actor.kind === 'staff') noteDenied(ctx, resource, action);
    throw forbidden();
  }
  return actor;
}

/** For a door that decides by the role table itself. */
export const noteDenied = (ctx: Parameters<typeof noteSecurity>[0], resource: StaffResource, action: StaffAction): void =>
  noteSecurity(ctx, 'staff.denied', { why: 'role', right: `${resource}.${action}` });
