import { Customer } from './customer.entity.js';
import { CustomerSession } from './customer-session.entity.js';
import { sessionEnd } from './open-session.js';
import type { Actor, Context } from '../context.js';

const A_DAY = 86_400_000;

/**
 * Whose session it is, by primary key; null when it ended, ran out, or its customer left.
 * `renewed` when its end was moved on, at most once a day: the cookie is then sent anew.
 */
export async function readSession(
  ctx: Context,
  sessionId: string,
): Promise<{ actor: Extract<Actor, { kind: 'customer' }>; renewed: boolean } | null> {
  const now = ctx.clock.now();
  const row = await ctx.db.manager
    .createQueryBuilder(CustomerSession, 's')
    .innerJoin(Customer, 'c', 'c.id = s.customerId AND c.leftAt IS NULL')
    .select(['s.customerId AS customer_id', 'c.universityId AS university_id', 's.expiresAt AS expires_at'])
    .where('s.id = :sessionId AND s.endedAt IS NULL AND s.expiresAt > :now', { sessionId, now })
    .getRawOne<{ customer_id: number; university_id: number; expires_at: Date | string }>();
  if (!row) return null;
  const actor = { kind: 'customer' as const, id: row.customer_id, universityId: row.university_id, sessionId };
  const renewed = sessionEnd(now).getTime() - instant(row.expires_at).getTime() > A_DAY;
  if (renewed) await ctx.db.manager.update(CustomerSession, { id: sessionId }, { expiresAt: sessionEnd(now) });
  return { actor, renewed };
}

// A raw column is a Date on MySQL and UTC text on SQLite.
const instant = (value: Date | string) => (value instanceof Date ? value : new Date(`${value.replace(' ', 'T')}Z`));
