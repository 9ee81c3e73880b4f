import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { tryMoveOrder } from './move-order.js';
import { Order } from './order.entity.js';
import { Shipment } from './shipment.entity.js';

const orders = table(Order);
const shipments = table(Shipment);

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
    const arrived = sql`${orders.shippedAt} <= ${before(DELIVERED_AFTER_MS)}`;
    if (await tryMoveOrder(tx, id, 'delivered', { deliveredAt: now }, { from: ['shipped'], when: arrived })) {
      await updateRows(tx, Shipment, { deliveredAt: now }, sql`${shipments.orderId} = ${id}`);
      return true;
    }
    const kept = sql`${orders.deliveredAt} <= ${before(COMPLETED_AFTER_MS)}`;
    return tryMoveOrder(tx, id, 'completed', { completedAt: now }, { when: kept });
  });
}
