import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { read } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { giveBack } from '../holds/give-back.js';
import { moveLines, tryMoveOrder } from './move-order.js';
import { Order } from './order.entity.js';
import { OrderLine } from './order-line.entity.js';
import { PAYABLE } from './rules/order-state.js';

const orders = table(Order);
const lines = table(OrderLine);
const HELD = { offerId: lines.offerId, variantId: lines.variantId, quantity: lines.quantity };

/** Ends an unpaid order whose time is over and gives back what it held. False when it was paid, cancelled or ended meanwhile. */
export async function expireOrder(ctx: Context, id: number): Promise<boolean> {
  return transact(ctx.db, async (tx) => {
    const now = ctx.clock.now();
    // A payment under way is never expired: it ends by what its receipt says.
    const over = sql`${orders.expiresAt} <= ${now}`;
    if (!(await tryMoveOrder(tx, id, 'expired', { expiredAt: now }, { pay: PAYABLE, when: over }))) return false;
    const [order] = await read(tx, { limitHolder: orders.limitHolder }, sql`FROM ${orders} WHERE ${orders.id} = ${id}`);
    if (!order) throw new Error(`There is no order ${id}.`);
    const held = await read(tx, HELD, sql`FROM ${lines} WHERE ${lines.orderId} = ${id}`);
    await giveBack(tx, order.limitHolder, held, false);
    await moveLines(tx, id, 'cancelled');
    return true;
  });
}
