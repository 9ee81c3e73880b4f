import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { endStaffSessions } from './end-staff-sessions.js';
import { lockStaff } from './lock-staff.js';

/** Ends every session of a member of staff, who may sign in again: for a laptop left on a train. @throws AppError 403; 404 */
export async function signOutStaffEverywhere(ctx: Context, { id, reason }: { id: number; reason: string }): Promise<void> {
  allow(ctx, 'staff', 'write');
  await transact(ctx.db, async (tx) => {
    await lockStaff(tx, id);
    await endStaffSessions(tx, ctx, id);
    await audit(tx, ctx, { action: 'signOutStaffEverywhere', resource: 'staff', recordId: id, reason });
  });
}
