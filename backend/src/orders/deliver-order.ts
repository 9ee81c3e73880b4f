import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { lockOrder, moveOrder, wrongState } from './move-order.js';
import { Shipment } from './shipment.entity.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';

const shipments = table(Shipment);

/**
 * Staff know that a parcel arrived; the week in which it can go back begins. Doing it again changes nothing.
 * @throws AppError 403; 404; 409 `wrong_state`
 */
export async function deliverOrder(ctx: Context, { id }: { id: number }): Promise<void> {
  allow(ctx, 'orders', 'ship');
  await transact(ctx.db, async (tx) => {
    const order = await lockOrder(tx, id);
    if (order.state === 'delivered') return;
    // A declined return becomes `delivered` too, but by its own verb.
    if (order.state !== 'shipped') throw wrongState(order, 'delivered');
    const deliveredAt = ctx.clock.now();
    await moveOrder(tx, id, 'delivered', { deliveredAt }, { from: ['shipped'] });
    await updateRows(tx, Shipment, { deliveredAt }, sql`${shipments.orderId} = ${id}`);
    await audit(tx, ctx, { action: 'deliverOrder', resource: 'orders', recordId: id, changes: { state: [order.state, 'delivered'] } });
  });
}
