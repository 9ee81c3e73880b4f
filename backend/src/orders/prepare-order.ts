import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { conflict } from '../kernel/errors.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { lockOrder, moveOrder, refuseMove } from './move-order.js';
import type { Order } from './order.entity.js';

/**
 * Staff begin to pack a paid order that was released. Doing it again changes nothing.
 * @throws AppError 403; 404; 409 `wrong_state`; 409 `not_released` before its promotion is settled
 */
export async function prepareOrder(ctx: Context, { id }: { id: number }): Promise<void> {
  allow(ctx, 'orders', 'ship');
  await transact(ctx.db, async (tx) => {
    const order = await lockOrder(tx, id);
    if (order.state === 'preparing') return;
    refuseMove(order, 'preparing');
    if (!order.releasedAt) throw notReleased(order);
    await moveOrder(tx, id, 'preparing', { preparingAt: ctx.clock.now() });
    await audit(tx, ctx, { action: 'prepareOrder', resource: 'orders', recordId: id, changes: { state: [order.state, 'preparing'] } });
  });
}

const notReleased = ({ number }: Order) => conflict('not_released', { number });
