import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { endStaffSessions } from './end-staff-sessions.js';
import { keepAnOwner, lockStaff } from './lock-staff.js';
import type { StaffRole } from '../kernel/rules/staff-role.js';
import { Staff } from './staff.entity.js';

/**
 * Gives a member of staff another role, and signs them out: no page of the old one stays open.
 * @throws AppError 403; 404; 409 `last_owner`
 */
export async function changeStaffRole(ctx: Context, { id, role, reason }: { id: number; role: StaffRole; reason: string }): Promise<void> {
  allow(ctx, 'staff', 'write');
  await transact(ctx.db, async (tx) => {
    const staff = await lockStaff(tx, id);
    if (staff.role === role) return;
    await keepAnOwner(tx, staff);
    await tx.update(Staff, { id }, { role });
    await endStaffSessions(tx, ctx, id);
    await audit(tx, ctx, { action: 'changeStaffRole', resource: 'staff', recordId: id, reason, changes: { role: [staff.role, role] } });
  });
}
