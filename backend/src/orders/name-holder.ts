import type { EntityManager } from 'typeorm';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { Order } from './order.entity.js';

const orders = table(Order);

/** Under which name what these orders hold is counted from now on: that is what a cancel gives back. */
export async function nameHolder(tx: EntityManager, orderIds: readonly number[], limitHolder: string): Promise<void> {
  await updateRows(tx, Order, { limitHolder }, sql`${orders.id} IN ${orderIds}`);
}
