import { type EntityManager, In } from 'typeorm';
import { forUpdate } from '../database/database.js';
import { moveLimit } from '../holds/limits.js';
import { byOffer } from '../holds/units.js';
import { Order } from '../orders/order.entity.js';
import { OrderLine } from '../orders/order-line.entity.js';
import { nameHolder } from '../orders/name-holder.js';

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
  await nameHolder(tx, ids, to);
  for (const { offerId, quantity } of byOffer(lines)) await moveLimit(tx, { offerId, from, to, quantity });
}
