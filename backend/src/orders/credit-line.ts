import type { EntityManager } from 'typeorm';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { OrderLine } from './order-line.entity.js';

const lines = table(OrderLine);

/** Won of one line that have gone back. */
export async function creditLine(tx: EntityManager, lineId: number, amount: number): Promise<void> {
  await updateRows(tx, OrderLine, { refunded: sql`${lines.refunded} + ${amount}` }, sql`${lines.id} = ${lineId}`);
}
