import type { Context } from '../kernel/context.js';
import { execute, transact } from '../database/database.js';
import { tryMoveOrder } from './move-order.js';

const DAY_MS = 86_400_000;
/** Nobody said that it arrived: five days after shipping it has. */
export const DELIVERED_AFTER_MS = 5 * DAY_MS;
/** The week in which it can go back is over. */
export const COMPLETED_AFTER_MS = 7 * DAY_MS;

/** What time alone does to an order on its way: delivered after five days, completed after seven more. False when nothing was due. */
export async function completeOrder(ctx: Context, id: number): Promise<boolean> {
  const now = ctx.clock.now();
  const before = (ms: number) => new Date(now.getTime() - ms);
  return transact(ctx.db, async (tx) => {
    const arrived = { sql: 'shipped_at <= ?', parameters: [before(DELIVERED_AFTER_MS)] };
    if (await tryMoveOrder(tx, id, 'delivered', { deliveredAt: now }, { from: ['shipped'], when: arrived })) {
      await execute(tx, 'UPDATE shipments SET delivered_at = ? WHERE order_id = ?', [now, id]);
      return true;
    }
    const kept = { sql: 'delivered_at <= ?', parameters: [before(COMPLETED_AFTER_MS)] };
    return tryMoveOrder(tx, id, 'completed', { completedAt: now }, { when: kept });
  });
}
