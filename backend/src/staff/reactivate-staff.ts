import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { conflict } from '../kernel/errors.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { lockStaff } from './lock-staff.js';
import { noteSecurity } from '../kernel/security.js';
import { openStaffLink } from './staff-link.js';
import { Staff } from './staff.entity.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';

const staffTable = table(Staff);

/**
 * Lets somebody back in, with the role they had. They set password and second factor by the link.
 * @returns the link, for the owner to hand over; shown once
 * @throws AppError 403; 404; 409 `active`
 */
export async function reactivateStaff(ctx: Context, { id, reason }: { id: number; reason: string }): Promise<{ link: string }> {
  allow(ctx, 'staff', 'write');
  const made = await transact(ctx.db, async (tx) => {
    const staff = await lockStaff(tx, id);
    if (staff.active) throw conflict('active');
    await updateRows(tx, Staff, { active: true, failedTries: 0, lockedUntil: null }, sql`${staffTable.id} = ${id}`);
    await audit(tx, ctx, { action: 'reactivateStaff', resource: 'staff', recordId: id, reason, changes: { active: [false, true] } });
    return { link: await openStaffLink(tx, ctx, id, 'reset') };
  });
  noteSecurity(ctx, 'staff.reactivated', { subject: `staff/${id}` });
  return made;
}
