import type { EntityManager } from 'typeorm';
import { read } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { CustomerLimit } from '../holds/customer-limit.entity.js';
import { moveLimit } from '../holds/limits.js';
import { byOffer } from '../holds/units.js';
import type { Context } from '../kernel/context.js';
import { endUnpaid } from '../orders/end-pending.js';
import { Order } from '../orders/order.entity.js';
import { OrderLine } from '../orders/order-line.entity.js';
import { nameHolder } from '../orders/name-holder.js';
import { Offer } from '../promotions/offer.entity.js';

const orders = table(Order);
const lines = table(OrderLine);
const limits = table(CustomerLimit);
const offers = table(Offer);
const HELD = { offerId: lines.offerId, variantId: lines.variantId, quantity: lines.quantity };

/**
 * Counts what a customer holds under another name from now on; what was returned still counts. Where two accounts turn out
 * to be one person, they may together hold more than a person may: what is paid stays bought and nothing more is sold to
 * them until it is less, and what they have not paid yet ends.
 * Inside a transaction that holds the customer's row: no order is placed meanwhile.
 */
export async function moveLimits(tx: EntityManager, ctx: Context, customerId: number, from: string, to: string): Promise<void> {
  if (from === to) return;
  // Held before they are summed up: one that is being cancelled gives back under the old name or under the new, never both.
  const theirs = sql`${orders.customerId} = ${customerId} AND ${orders.limitHolder} = ${from}`;
  const rows = await read(tx, { id: orders.id }, sql`FROM ${orders} WHERE ${theirs} ORDER BY ${orders.id} ${FOR_UPDATE}`);
  if (rows.length === 0) return;
  const ids = rows.map((order) => order.id);
  const counted = sql`${lines.orderId} IN ${ids} AND ${lines.state} IN ${['live', 'returned']}`;
  const units = await read(tx, HELD, sql`FROM ${lines} WHERE ${counted}`);
  await nameHolder(tx, ids, to);
  const held = byOffer(units);
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
  const over = await read(
    tx,
    { id: offers.id },
    sql`FROM ${limits} JOIN ${offers} ON ${offers.id} = ${limits.offerId}
      WHERE ${limits.holder} = ${holder} AND ${limits.offerId} IN ${offerIds} AND ${limits.held} > ${offers.perCustomerLimit}`,
  );
  await endUnpaid(tx, { holder, offerIds: over.map(({ id }) => id) }, ctx.clock.now());
}
