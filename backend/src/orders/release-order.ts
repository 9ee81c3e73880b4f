import type { EntityManager } from 'typeorm';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { Order } from './order.entity.js';

const orders = table(Order);

/** From here on it may be prepared; its state stays. */
export async function releaseOrder(tx: EntityManager, id: number, releasedAt: Date): Promise<void> {
  await updateRows(tx, Order, { releasedAt }, sql`${orders.id} = ${id}`);
}
