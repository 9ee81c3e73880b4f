import type { Context } from '../kernel/context.js';
import type { StaffRole } from '../kernel/rules/staff-role.js';
import { Staff } from './staff.entity.js';
import { readRowOrFail } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const staff = table(Staff);

/** The role that a member of staff has now. */
export async function readStaffRole(ctx: Context, id: number): Promise<StaffRole> {
  return (await readRowOrFail(ctx.db, Staff, sql`WHERE ${staff.id} = ${id}`)).role;
}
