import type { Context } from '../kernel/context.js';
import { StaffSession } from './staff-session.entity.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';

const staffSessions = table(StaffSession);

/** Ends one session: its token works nowhere any more. Doing it again changes nothing. */
export async function signOutStaff(ctx: Context, { sessionId }: { sessionId: string }): Promise<void> {
  await updateRows(
    ctx.db,
    StaffSession,
    { endedAt: ctx.clock.now() },
    sql`${staffSessions.id} = ${sessionId} AND ${staffSessions.endedAt} IS NULL`,
  );
}
