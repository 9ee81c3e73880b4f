import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { CustomerSession } from './customer-session.entity.js';

const sessions = table(CustomerSession);

/**
 * Signs one of one's own devices out, or all but the one that asks. One that has ended, or is somebody else's, changes nothing.
 * @param which a device's id, or `others`
 */
export async function endDevices(ctx: Context, which: string): Promise<void> {
  const { id, sessionId } = asCustomer(ctx);
  const chosen = which === 'others' ? sql`${sessions.id} <> ${sessionId}` : sql`${sessions.id} = ${which}`;
  const open = sql`${sessions.customerId} = ${id} AND ${sessions.endedAt} IS NULL AND ${chosen}`;
  await updateRows(ctx.db, CustomerSession, { endedAt: ctx.clock.now() }, open);
}
