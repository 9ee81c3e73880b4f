import { IsNull } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { StaffSession } from './staff-session.entity.js';

/** Ends one session: its token works nowhere any more. Doing it again changes nothing. */
export async function signOutStaff(ctx: Context, { sessionId }: { sessionId: string }): Promise<void> {
  await ctx.db.manager.update(StaffSession, { id: sessionId, endedAt: IsNull() }, { endedAt: ctx.clock.now() });
}
