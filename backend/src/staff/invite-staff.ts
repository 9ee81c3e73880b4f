import type { Context } from '../kernel/context.js';
import { isDuplicate, transact } from '../database/database.js';
import { conflict } from '../kernel/errors.js';
import { cleanLine } from '../kernel/rules/typed-text.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { noteSecurity } from '../kernel/security.js';
import { openStaffLink } from './staff-link.js';
import type { StaffRole } from '../kernel/rules/staff-role.js';
import { Staff } from './staff.entity.js';
import { insertRows } from '../database/write.js';

export interface Invitation {
  staffId: number;
  /** For the owner to hand over: no e-mail is sent. Shown once. */
  link: string;
}

/**
 * A new member of staff, who cannot sign in before they took the link. @param input e-mail however it is typed
 * @throws AppError 403; 409 `email_taken`
 */
export async function inviteStaff(ctx: Context, input: { email: string; name: string; role: StaffRole }): Promise<Invitation> {
  allow(ctx, 'staff', 'write');
  const email = input.email.trim().toLowerCase();
  const row = { email, name: cleanLine(input.name), role: input.role, createdAt: ctx.clock.now() };
  const invitation = await transact(ctx.db, async (tx) => {
    const staffId = await insertRows(tx, Staff, row);
    await audit(tx, ctx, { action: 'inviteStaff', resource: 'staff', recordId: staffId, changes: { role: [null, input.role] } });
    return { staffId, link: await openStaffLink(tx, ctx, staffId, 'invite') };
  }).catch((error: unknown) => {
    throw isDuplicate(error) ? taken() : error;
  });
  noteSecurity(ctx, 'staff.invited', { subject: `staff/${invitation.staffId}` });
  return invitation;
}

const taken = () => conflict('email_taken.staff');
