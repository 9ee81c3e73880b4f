import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { endStaffSessions } from './end-staff-sessions.js';
import { keepAnOwner, lockStaff } from './lock-staff.js';
import { noteSecurity } from '../kernel/security.js';
import { voidStaffLinks } from './staff-link.js';
import { Staff } from './staff.entity.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';

const staffTable = table(Staff);

/**
 * Ends a member's access at once: sessions, links, password and second factor. The row stays, for the logs.
 * @throws AppError 403; 404; 409 `last_owner`
 */
export async function deactivateStaff(ctx: Context, { id, reason }: { id: number; reason: string }): Promise<void> {
  allow(ctx, 'staff', 'write');
  const wasActive = await transact(ctx.db, async (tx) => {
    const staff = await lockStaff(tx, id);
    if (!staff.active) return false;
    await keepAnOwner(tx, staff);
    await updateRows(
      tx,
      Staff,
      { active: false, passwordHash: null, totpSecret: null, totpEnrolledAt: null },
      sql`${staffTable.id} = ${id}`,
    );
    await endStaffSessions(tx, ctx, id);
    await voidStaffLinks(tx, ctx, id);
    await audit(tx, ctx, { action: 'deactivateStaff', resource: 'staff', recordId: id, reason, changes: { active: [true, false] } });
    return true;
  });
  if (wasActive) noteSecurity(ctx, 'staff.deactivated', { subject: `staff/${id}` });
}
