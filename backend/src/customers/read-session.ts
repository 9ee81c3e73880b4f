import { CustomerSession } from './customer-session.entity.js';
import { sessionEnd } from './open-session.js';
import type { Actor, Context } from '../kernel/context.js';
import { instant } from '../database/database.js';

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
  const [row] = await ctx.db.query<{ customer_id: number; university_id: number; expires_at: Date | string }[]>(SQL, [sessionId, now]);
  if (!row) return null;
  const actor = { kind: 'customer' as const, id: row.customer_id, universityId: row.university_id, sessionId };
  const renewed = sessionEnd(now).getTime() - instant(row.expires_at).getTime() > A_DAY;
  if (renewed) await ctx.db.manager.update(CustomerSession, { id: sessionId }, { expiresAt: sessionEnd(now) });
  return { actor, renewed };
}

const SQL = `SELECT s.customer_id, c.university_id, s.expires_at
  FROM customer_sessions s JOIN customers c ON c.id = s.customer_id AND c.left_at IS NULL
  WHERE s.id = ? AND s.ended_at IS NULL AND s.expires_at > ?`;
