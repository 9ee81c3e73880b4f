import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { StaffSession } from './staff-session.entity.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';

const staffSessions = table(StaffSession);

/** Signs a member of staff out everywhere, at once. */
export async function endStaffSessions(tx: EntityManager, ctx: Context, staffId: number): Promise<void> {
  await updateRows(
    tx,
    StaffSession,
    { endedAt: ctx.clock.now() },
    sql`${staffSessions.staffId} = ${staffId} AND ${staffSessions.endedAt} IS NULL`,
  );
}
