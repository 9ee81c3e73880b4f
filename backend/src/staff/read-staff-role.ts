import type { Context } from '../kernel/context.js';
import type { StaffRole } from '../kernel/rules/staff-role.js';
import { Staff } from './staff.entity.js';

/** The role that a member of staff has now. */
export async function readStaffRole(ctx: Context, id: number): Promise<StaffRole> {
  return (await ctx.db.manager.findOneByOrFail(Staff, { id })).role;
}
