import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { giveBack } from '../holds/give-back.js';
import { moveLines, tryMoveOrder } from './move-order.js';
import { Order } from './order.entity.js';
import { OrderLine } from './order-line.entity.js';
import { PAYABLE } from './rules/order-state.js';

/** Ends an unpaid order whose time is over and gives back what it held. False when it was paid, cancelled or ended meanwhile. */
export async function expireOrder(ctx: Context, id: number): Promise<boolean> {
  return transact(ctx.db, async (tx) => {
    const now = ctx.clock.now();
    // A payment under way is never expired: it ends by what its receipt says.
    const over = { sql: 'expires_at <= ?', parameters: [now] };
    if (!(await tryMoveOrder(tx, id, 'expired', { expiredAt: now }, { pay: PAYABLE, when: over }))) return false;
    const order = await tx.findOneByOrFail(Order, { id });
    const lines = await tx.findBy(OrderLine, { orderId: id });
    await giveBack(tx, order.limitHolder, lines, false);
    await moveLines(tx, id, 'cancelled');
    return true;
  });
}
