import type { Actor, Context } from '../../backend/src/kernel/context.js';
import { Staff } from '../../backend/src/staff/staff.entity.js';
import type { StaffRole } from '../../backend/src/kernel/rules/staff-role.js';
import { staff } from '../data/people.js';

/** One of each role, who act in the seed. They have no password until `openStaffAccounts`, so cannot sign in. */
export async function fillStaff(ctx: Context): Promise<Record<StaffRole, Actor>> {
  await ctx.db.manager.insert(
    Staff,
    staff.map(({ email, name, role }) => ({ email, name, role, createdAt: ctx.clock.now() })),
  );
  const rows = await ctx.db.manager.find(Staff);
  const actors = rows.map(({ id, role }): [StaffRole, Actor] => [role, { kind: 'staff', id, role }]);
  return Object.fromEntries(actors) as Record<StaffRole, Actor>;
}

/** The last step of the seed: a shop that was left half filled has nobody who can sign in, see fullness.ts. */
export async function openStaffAccounts(ctx: Context, passwordHash: string): Promise<void> {
  for (const { email } of staff) await ctx.db.manager.update(Staff, { email }, { passwordHash });
}
