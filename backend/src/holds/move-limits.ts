import { type EntityManager, In } from 'typeorm';
import { execute, forUpdate, insertIgnore } from '../database/database.js';
import { Order } from '../orders/order.entity.js';
import { OrderLine } from '../orders/order-line.entity.js';
import { CustomerLimit } from './customer-limit.entity.js';

/**
 * Counts what a customer holds under another name from now on; what was returned still counts.
 * Inside a transaction that holds the customer's row: no order is placed meanwhile.
 */
export async function moveLimits(tx: EntityManager, customerId: number, from: string, to: string): Promise<void> {
  if (from === to) return;
  // Held before they are summed up: one that is being cancelled gives back under the old name or under the new, never both.
  const where = { customerId, limitHolder: from };
  const orders = await tx.find(Order, { where, select: { id: true }, order: { id: 'ASC' }, ...forUpdate(tx) });
  if (orders.length === 0) return;
  const ids = orders.map((order) => order.id);
  const lines = await tx.findBy(OrderLine, { orderId: In(ids), state: In(['live', 'returned']) });
  await tx.update(Order, { id: In(ids) }, { limitHolder: to });
  for (const [offerId, group] of [...Map.groupBy(lines, (line) => line.offerId)].toSorted(([a], [b]) => a - b)) {
    const held = group.reduce((sum, line) => sum + line.quantity, 0);
    await execute(tx, `${insertIgnore(tx)} INTO customer_limits (offer_id, holder, held) VALUES (?, ?, 0)`, [offerId, to]);
    await tx.increment(CustomerLimit, { offerId, holder: to }, 'held', held);
    await tx.decrement(CustomerLimit, { offerId, holder: from }, 'held', held);
  }
}
