import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { conflict, notFound } from '../kernel/errors.js';
import { moveOrder } from './move-order.js';
import { Order } from './order.entity.js';
import { ReturnRequest } from './return-request.entity.js';
import { canBecome } from './rules/order-state.js';
import { canBeReturned, type ReturnKind } from './rules/return-window.js';
import { readRow } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows } from '../database/write.js';

const orders = table(Order);

/**
 * A customer's wish to send an order back, from shipping until seven days after it arrived. For a change of mind they
 * pay the postage back, for a defect the shop does. Asking again changes nothing.
 * @throws AppError 404; 409 `not_returnable`
 */
export async function requestReturn(ctx: Context, number: string, { kind, reason }: { kind: ReturnKind; reason: string }): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const order = await readRow(
      tx,
      Order,
      sql`WHERE ${orders.number} = ${number} AND ${orders.customerId} = ${asCustomer(ctx).id} ${FOR_UPDATE}`,
    );
    if (!order) throw notFound();
    if (order.state === 'return_requested') return;
    const now = ctx.clock.now();
    if (!canBecome(order.state, 'return_requested') || !canBeReturned(order.deliveredAt, now)) throw notReturnable(order);
    const postage = kind === 'change_of_mind' ? ctx.settings.returnPostage : 0;
    await insertRows(tx, ReturnRequest, { orderId: order.id, kind, reason, postage, requestedAt: now });
    await moveOrder(tx, order.id, 'return_requested', { returnRequestedAt: now });
  });
}

function notReturnable(order: Order) {
  const arrived = order.state === 'delivered' || order.state === 'completed';
  if (canBecome(order.state, 'cancelled')) return conflict('not_returnable.unsent');
  return conflict(arrived ? 'not_returnable.too_late' : 'not_returnable.ended');
}
