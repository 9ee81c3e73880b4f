import type { DataSource, EntityManager } from 'typeorm';
import { readRows } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { Refund } from './refund.entity.js';
import { type LineMoney, moneyOf, type PricedLine } from './rules/line-money.js';

const refunds = table(Refund);

/** Where the won of an order's lines are now, by line. @param lines all of the order, in the order of their ids */
export async function readLineMoney(
  db: DataSource | EntityManager,
  orderId: number,
  lines: readonly PricedLine[],
): Promise<Map<number, LineMoney>> {
  return moneyOf(lines, await readRows(db, Refund, sql`WHERE ${refunds.orderId} = ${orderId} ORDER BY ${refunds.id}`));
}
