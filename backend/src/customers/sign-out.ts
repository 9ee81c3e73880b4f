import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { CustomerSession } from './customer-session.entity.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';

const customerSessions = table(CustomerSession);

/** Ends this device's session: its token works nowhere any more. */
export async function signOut(ctx: Context): Promise<void> {
  await updateRows(
    ctx.db,
    CustomerSession,
    { endedAt: ctx.clock.now() },
    sql`${customerSessions.id} = ${asCustomer(ctx).sessionId} AND ${customerSessions.endedAt} IS NULL`,
  );
}
