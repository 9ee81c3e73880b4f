import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { sha256 } from '../kernel/random.js';
import { StaffLink } from './staff-link.entity.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows, updateRows } from '../database/write.js';

const staffLinks = table(StaffLink);

/** Time to hand it over, and to find a phone for the second factor. */
const LIVES_MS = 72 * 3_600_000;

/**
 * One more one-time link for a member of staff; those before it open nothing any more. Only its hash is kept.
 * @returns the address that the owner hands over, in full; it is never shown again
 */
export async function openStaffLink(tx: EntityManager, ctx: Context, staffId: number, purpose: StaffLink['purpose']): Promise<string> {
  await voidStaffLinks(tx, ctx, staffId);
  const token = randomBytes(32).toString('base64url');
  const now = ctx.clock.now();
  await insertRows(tx, StaffLink, {
    staffId,
    purpose,
    tokenHash: sha256(token),
    createdById: ctx.actor.kind === 'staff' ? ctx.actor.id : null,
    createdAt: now,
    expiresAt: new Date(now.getTime() + LIVES_MS),
  });
  return `${ctx.settings.publicOrigin}/admin/link/${token}`;
}

export async function voidStaffLinks(tx: EntityManager, ctx: Context, staffId: number): Promise<void> {
  await updateRows(tx, StaffLink, { usedAt: ctx.clock.now() }, sql`${staffLinks.staffId} = ${staffId} AND ${staffLinks.usedAt} IS NULL`);
}
