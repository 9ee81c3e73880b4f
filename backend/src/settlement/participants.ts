import type { EntityManager } from 'typeorm';
import { count, read } from '../database/read.js';
import { type Sql, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { Order } from '../orders/order.entity.js';

const orders = table(Order);

/**
 * Which orders of a promotion those are whose customers wait for its end at `at`: paid, or with the payment being confirmed,
 * and not cancelled by then. What became of them afterwards does not matter: they are told all the same.
 */
export const ofParticipants = (promotionId: number, at: Date): Sql =>
  sql`${orders.promotionId} = ${promotionId} AND ${orders.placedAt} <= ${at}
    AND (${orders.paidAt} IS NOT NULL OR ${orders.pay} = ${'confirming'}) AND (${orders.cancelledAt} IS NULL OR ${orders.cancelledAt} > ${at})`;

/** How many people that is. */
export async function countParticipants(tx: EntityManager, promotionId: number, at: Date): Promise<number> {
  const people = count(sql`DISTINCT ${orders.customerId}`);
  const [row] = await read(tx, { people }, sql`FROM ${orders} WHERE ${ofParticipants(promotionId, at)}`);
  return row?.people ?? 0;
}
