import { type EntityManager, IsNull } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { StaffSession } from './staff-session.entity.js';

/** Signs a member of staff out everywhere, at once. */
export async function endStaffSessions(tx: EntityManager, ctx: Context, staffId: number): Promise<void> {
  await tx.update(StaffSession, { staffId, endedAt: IsNull() }, { endedAt: ctx.clock.now() });
}
