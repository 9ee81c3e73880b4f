import type { EntityManager } from 'typeorm';
import { execute } from '../database/database.js';

/** Won of one line that have gone back. */
export async function creditLine(tx: EntityManager, lineId: number, amount: number): Promise<void> {
  await execute(tx, 'UPDATE order_lines SET refunded = refunded + ? WHERE id = ?', [amount, lineId]);
}
