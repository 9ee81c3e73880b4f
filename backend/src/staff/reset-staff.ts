import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { conflict } from '../kernel/errors.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { endStaffSessions } from './end-staff-sessions.js';
import { forgetFactors } from './forget-factors.js';
import { keepAnOwner, lockStaff } from './lock-staff.js';
import { noteSecurity } from '../kernel/security.js';
import { openStaffLink } from './staff-link.js';
import { Staff } from './staff.entity.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';

const staffTable = table(Staff);

/**
 * Takes password, second factor, passkeys and recovery codes from a member of staff, signs them out everywhere, and makes
 * the link with which they begin anew; for who never took their invitation, another one.
 * @returns the link, for the owner to hand over; shown once
 * @throws AppError 403; 404; 409 `inactive`, `last_owner`
 */
export async function resetStaff(ctx: Context, { id, reason }: { id: number; reason: string }): Promise<{ link: string }> {
  allow(ctx, 'staff', 'write');
  const made = await transact(ctx.db, async (tx) => {
    const staff = await lockStaff(tx, id);
    if (!staff.active) throw conflict('inactive');
    // Who has no link in hand yet could never come back.
    await keepAnOwner(tx, staff);
    await updateRows(
      tx,
      Staff,
      { passwordHash: null, totpSecret: null, totpEnrolledAt: null, failedTries: 0, lockedUntil: null },
      sql`${staffTable.id} = ${id}`,
    );
    await forgetFactors(tx, id);
    await endStaffSessions(tx, ctx, id);
    await audit(tx, ctx, { action: 'resetStaff', resource: 'staff', recordId: id, reason });
    return { link: await openStaffLink(tx, ctx, id, 'reset') };
  });
  noteSecurity(ctx, 'staff.link_made', { subject: `staff/${id}`, why: 'reset' });
  return made;
}
