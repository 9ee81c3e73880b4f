import { CustomerSession } from './customer-session.entity.js';
import { longestEnd, sessionEnd } from './open-session.js';
import type { Actor, Context } from '../kernel/context.js';
import { read } from '../database/read.js';
import { readTogether } from '../database/read-together.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { formerHoldersOf, holderOf } from '../holds/limit-holder.js';
import { Customer } from './customer.entity.js';

const A_DAY = 86_400_000;

const sessions = table(CustomerSession);
const customers = table(Customer);
const SESSION = {
  id: sessions.id,
  createdAt: sessions.createdAt,
  expiresAt: sessions.expiresAt,
  customer: {
    id: customers.id,
    universityId: customers.universityId,
    phone: customers.phone,
    phoneVerifiedAt: customers.phoneVerifiedAt,
  },
};

/**
 * Whose session it is, by primary key; null when it ended, ran out, is too old, or its customer left.
 * `renewed` when its end was moved on, at most once a day: the cookie is then sent anew.
 */
export async function readSession(
  ctx: Context,
  sessionId: string,
): Promise<{ actor: Extract<Actor, { kind: 'customer' }>; renewed: boolean } | null> {
  const now = ctx.clock.now();
  const session = await liveSession(ctx.db, sessionId);
  if (!session || session.expiresAt <= now || longestEnd(session.createdAt) <= now) return null;
  const { id, universityId } = session.customer;
  const counted = { limitHolder: holderOf(ctx, session.customer), formerHolders: formerHoldersOf(ctx, session.customer) };
  const actor = { kind: 'customer' as const, id, universityId, sessionId, ...counted };
  const renewed = sessionEnd(now).getTime() - session.expiresAt.getTime() > A_DAY;
  if (renewed) await updateRows(ctx.db, CustomerSession, { expiresAt: sessionEnd(now) }, sql`${sessions.id} = ${sessionId}`);
  return { actor, renewed };
}

const liveSession = readTogether(async (db, ids: readonly string[]) => {
  const found = await read(
    db,
    SESSION,
    sql`FROM ${sessions} JOIN ${customers} ON ${customers.id} = ${sessions.customerId} AND ${customers.leftAt} IS NULL
      WHERE ${sessions.id} IN ${ids} AND ${sessions.endedAt} IS NULL`,
  );
  return found.map((session) => [session.id, session] as const);
});
