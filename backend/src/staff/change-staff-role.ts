import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { changedMeanwhile } from '../database/versions.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { noteSecurity } from '../kernel/security.js';
import { endStaffSessions } from './end-staff-sessions.js';
import { keepAnOwner, lockStaff } from './lock-staff.js';
import { STAFF_ROLES, type StaffRole } from '../kernel/rules/staff-role.js';
import { Staff } from './staff.entity.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';

const staffTable = table(Staff);

/**
 * Gives a member of staff another role, and signs them out: no page of the old one stays open.
 * @param input.from the role that the change was decided on; left out, whatever it is
 * @throws AppError 403; 404; 409 `last_owner`, `changed_meanwhile`
 */
export async function changeStaffRole(
  ctx: Context,
  { id, role, from, reason }: { id: number; role: StaffRole; from?: StaffRole | undefined; reason: string },
): Promise<void> {
  allow(ctx, 'staff', 'write');
  const before = await transact(ctx.db, async (tx) => {
    const staff = await lockStaff(tx, id);
    if (staff.role === role) return role;
    if (from !== undefined && staff.role !== from) throw changedMeanwhile('changed_meanwhile.role');
    await keepAnOwner(tx, staff);
    await updateRows(tx, Staff, { role }, sql`${staffTable.id} = ${id}`);
    await endStaffSessions(tx, ctx, id);
    await audit(tx, ctx, { action: 'changeStaffRole', resource: 'staff', recordId: id, reason, changes: { role: [staff.role, role] } });
    return staff.role;
  });
  if (before !== role) noteSecurity(ctx, isRaised(before, role) ? 'staff.role_raised' : 'staff.role_lowered', { subject: `staff/${id}` });
}

const isRaised = (before: StaffRole, after: StaffRole) => STAFF_ROLES.indexOf(after) < STAFF_ROLES.indexOf(before);
