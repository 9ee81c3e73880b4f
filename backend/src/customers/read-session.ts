import { CustomerSession } from './customer-session.entity.js';
import { sessionEnd } from './open-session.js';
import type { Actor, Context } from '../kernel/context.js';
import { read } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { Customer } from './customer.entity.js';

const A_DAY = 86_400_000;

const sessions = table(CustomerSession);
const customers = table(Customer);
const SESSION = { id: sessions.customerId, universityId: customers.universityId, expiresAt: sessions.expiresAt };

/**
 * Whose session it is, by primary key; null when it ended, ran out, or its customer left.
 * `renewed` when its end was moved on, at most once a day: the cookie is then sent anew.
 */
export async function readSession(
  ctx: Context,
  sessionId: string,
): Promise<{ actor: Extract<Actor, { kind: 'customer' }>; renewed: boolean } | null> {
  const now = ctx.clock.now();
  const [session] = await read(
    ctx.db,
    SESSION,
    sql`FROM ${sessions} JOIN ${customers} ON ${customers.id} = ${sessions.customerId} AND ${customers.leftAt} IS NULL
      WHERE ${sessions.id} = ${sessionId} AND ${sessions.endedAt} IS NULL AND ${sessions.expiresAt} > ${now}`,
  );
  if (!session) return null;
  const actor = { kind: 'customer' as const, id: session.id, universityId: session.universityId, sessionId };
  const renewed = sessionEnd(now).getTime() - session.expiresAt.getTime() > A_DAY;
  if (renewed) await updateRows(ctx.db, CustomerSession, { expiresAt: sessionEnd(now) }, sql`${sessions.id} = ${sessionId}`);
  return { actor, renewed };
}
