import type { DataSource, EntityManager } from 'typeorm';
import { Refund } from './refund.entity.js';
import { type LineMoney, moneyOf, type PricedLine } from './rules/line-money.js';

/** Where the won of an order's lines are now, by line. @param lines all of the order, in the order of their ids */
export async function readLineMoney(
  db: DataSource | EntityManager,
  orderId: number,
  lines: readonly PricedLine[],
): Promise<Map<number, LineMoney>> {
  const manager = 'connection' in db ? db : db.manager;
  const refunds = await manager.find(Refund, { where: { orderId }, order: { id: 'ASC' } });
  return moneyOf(lines, refunds);
}
