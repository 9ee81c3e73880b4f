import type { Context } from '../kernel/context.js';
import { execute, transact } from '../database/database.js';
import { giveBack } from '../holds/give-back.js';
import { Order } from './order.entity.js';
import { OrderLine } from './order-line.entity.js';

/** Ends an unpaid order whose time is over and gives back what it held. False when it was paid, cancelled or ended meanwhile. */
export async function expireOrder(ctx: Context, id: number): Promise<boolean> {
  return transact(ctx.db, async (tx) => {
    const now = ctx.clock.now();
    // A payment under way is never expired: it ends by what its receipt says.
    const sql = `UPDATE orders SET state = 'expired', expired_at = ?
      WHERE id = ? AND state = 'pending' AND pay IN ('none', 'failed') AND expires_at <= ?`;
    if ((await execute(tx, sql, [now, id, now])) === 0) return false;
    const order = await tx.findOneByOrFail(Order, { id });
    const lines = await tx.findBy(OrderLine, { orderId: id });
    await giveBack(tx, order, lines, false);
    await tx.update(OrderLine, { orderId: id }, { state: 'cancelled' });
    return true;
  });
}
