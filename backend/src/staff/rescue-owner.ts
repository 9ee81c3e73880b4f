import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { forbidden, notFound } from '../kernel/errors.js';
import { audit } from '../access/audit.js';
import { endStaffSessions } from './end-staff-sessions.js';
import { forgetFactors } from './forget-factors.js';
import { lockOwners } from './lock-staff.js';
import { openStaffLink } from './staff-link.js';
import { Staff } from './staff.entity.js';
import { readRow } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { tellAccessChanged } from './tell-access-changed.js';

const staff = table(Staff);

/**
 * A new link for an owner who lost phone, passkeys and codes, and whom no other owner can reset; run on the server, by
 * whoever may. The password stays good until the link is taken, which asks for a new one; what was lost opens nothing any more.
 * @throws AppError 403 for anybody but the system; 404 for who is no active owner
 */
export async function rescueOwner(ctx: Context, { email }: { email: string }): Promise<{ link: string }> {
  if (ctx.actor.kind !== 'system') throw forbidden();
  return transact(ctx.db, async (tx) => {
    await lockOwners(tx);
    const theirs = sql`${staff.email} = ${email.trim().toLowerCase()} AND ${staff.role} = ${'owner'} AND ${staff.active} = ${true}`;
    const owner = await readRow(tx, Staff, sql`WHERE ${theirs}`);
    if (!owner) throw notFound();
    await forgetFactors(tx, owner.id);
    await endStaffSessions(tx, ctx, owner.id);
    await audit(tx, ctx, { action: 'rescueOwner', resource: 'staff', recordId: owner.id });
    await tellAccessChanged(tx, ctx, owner.id, 'rescued');
    return { link: await openStaffLink(tx, ctx, owner.id, 'reset') };
  });
}
