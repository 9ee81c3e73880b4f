import type { EntityManager } from 'typeorm';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { Order } from './order.entity.js';

const orders = table(Order);

/** The kept answers of somebody's placements, which hold name and address besides the order's own columns. */
export async function forgetAnswers(tx: EntityManager, customerId: number): Promise<void> {
  await updateRows(tx, Order, { placementAnswer: null }, sql`${orders.customerId} = ${customerId}`);
}
