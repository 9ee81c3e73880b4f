import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { audit } from '../access/audit.js';
import { allowSelf } from './allow-self.js';
import { StaffSession } from './staff-session.entity.js';

const sessions = table(StaffSession);

/**
 * Signs one of one's own devices out, or all but this one. One that has ended, or is somebody else's, changes nothing.
 * @param which an id; `others`: all but the one that asks
 * @returns how many ended
 */
export async function endOwnSessions(ctx: Context, { sessionId, which }: { sessionId: string; which: string }): Promise<number> {
  const { id } = allowSelf(ctx);
  const chosen = which === 'others' ? sql`${sessions.id} <> ${sessionId}` : sql`${sessions.id} = ${which}`;
  return transact(ctx.db, async (tx) => {
    const open = sql`${sessions.staffId} = ${id} AND ${sessions.endedAt} IS NULL AND ${chosen}`;
    const ended = await updateRows(tx, StaffSession, { endedAt: ctx.clock.now() }, open);
    if (ended > 0) await audit(tx, ctx, { action: 'endOwnSessions', resource: 'staff', recordId: id, changes: { ended: [0, ended] } });
    return ended;
  });
}
