import { type EntityManager, In } from 'typeorm';
import { forUpdate, places } from '../database/database.js';
import { moveLimit } from '../holds/limits.js';
import { byOffer } from '../holds/units.js';
import type { Context } from '../kernel/context.js';
import { endUnpaid } from '../orders/end-pending.js';
import { Order } from '../orders/order.entity.js';
import { OrderLine } from '../orders/order-line.entity.js';
import { nameHolder } from '../orders/name-holder.js';

/**
 * Counts what a customer holds under another name from now on; what was returned still counts. Where two accounts turn out
 * to be one person, they may together hold more than a person may: what is paid stays bought and nothing more is sold to
 * them until it is less, and what they have not paid yet ends.
 * Inside a transaction that holds the customer's row: no order is placed meanwhile.
 */
export async function moveLimits(tx: EntityManager, ctx: Context, customerId: number, from: string, to: string): Promise<void> {
  if (from === to) return;
  // Held before they are summed up: one that is being cancelled gives back under the old name or under the new, never both.
  const where = { customerId, limitHolder: from };
  const orders = await tx.find(Order, { where, select: { id: true }, order: { id: 'ASC' }, ...forUpdate(tx) });
  if (orders.length === 0) return;
  const ids = orders.map((order) => order.id);
  const lines = await tx.findBy(OrderLine, { orderId: In(ids), state: In(['live', 'returned']) });
  await nameHolder(tx, ids, to);
  const held = byOffer(lines);
  for (const { offerId, quantity } of held) await moveLimit(tx, { offerId, from, to, quantity });
  await endUnpaidOver(
    tx,
    ctx,
    to,
    held.map(({ offerId }) => offerId),
  );
}

// Its time is over now, as after a change of university: the expiry job gives back, within seconds. One that is being
// confirmed ends by its receipt. By a locking statement after the count, against the usual order: only so an order that was
// placed meanwhile is seen, and who meets in a circle here is told again by transact().
async function endUnpaidOver(tx: EntityManager, ctx: Context, holder: string, offerIds: readonly number[]): Promise<void> {
  if (offerIds.length === 0) return;
  const over = await tx.query<{ id: number }[]>(
    `SELECT o.id AS id FROM customer_limits l JOIN offers o ON o.id = l.offer_id
      WHERE l.holder = ? AND l.offer_id IN (${places(offerIds)}) AND l.held > o.per_customer_limit`,
    [holder, ...offerIds],
  );
  await endUnpaid(tx, { holder, offerIds: over.map(({ id }) => id) }, ctx.clock.now());
}
