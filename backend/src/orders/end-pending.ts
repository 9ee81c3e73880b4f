import type { EntityManager } from 'typeorm';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { OrderLine } from './order-line.entity.js';
import { Order } from './order.entity.js';
import { PAYABLE } from './rules/order-state.js';

const orders = table(Order);
const lines = table(OrderLine);
const unpaid = (now: Date) => sql`${orders.state} = ${'pending'} AND ${orders.pay} IN ${PAYABLE} AND ${orders.expiresAt} > ${now}`;

/**
 * Ends a pending order that its buyer may not have any more: unpaid its time is over now, and one whose payment is being
 * confirmed is cancelled as soon as that ends. The expiry job gives back what it held.
 */
export async function endPending(tx: EntityManager, id: number, now: Date, reason: string): Promise<void> {
  const over = { expiresAt: now, endedByShop: true };
  if ((await updateRows(tx, Order, over, sql`${orders.id} = ${id} AND ${unpaid(now)}`)) === 1) return;
  const confirming = sql`${orders.id} = ${id} AND ${orders.state} = ${'pending'} AND ${orders.pay} = ${'confirming'}
    AND ${orders.cancelRequestedAt} IS NULL`;
  await updateRows(tx, Order, { cancelRequestedAt: now, cancelReason: reason }, confirming);
}

/** The same for what one person has not paid yet of some offers. */
export async function endUnpaid(
  tx: EntityManager,
  { holder, offerIds }: { holder: string; offerIds: readonly number[] },
  now: Date,
): Promise<void> {
  if (offerIds.length === 0) return;
  const theirs = sql`${unpaid(now)} AND ${orders.limitHolder} = ${holder} AND ${orders.id} IN (
    SELECT ${lines.orderId} FROM ${lines} WHERE ${lines.state} = ${'live'} AND ${lines.offerId} IN ${offerIds})`;
  await updateRows(tx, Order, { expiresAt: now, endedByShop: true }, theirs);
}
