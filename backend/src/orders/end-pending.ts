import type { EntityManager } from 'typeorm';
import { execute, places } from '../database/database.js';
import { PAYABLE } from './rules/order-state.js';

/**
 * Ends a pending order that its buyer may not have any more: unpaid its time is over now, and one whose payment is being
 * confirmed is cancelled as soon as that ends. The expiry job gives back what it held.
 */
export async function endPending(tx: EntityManager, id: number, now: Date, reason: string): Promise<void> {
  const over = `UPDATE orders SET expires_at = ? WHERE id = ? AND state = 'pending' AND pay IN (${places(PAYABLE)}) AND expires_at > ?`;
  if ((await execute(tx, over, [now, id, ...PAYABLE, now])) === 1) return;
  const wish = `UPDATE orders SET cancel_requested_at = ?, cancel_reason = ?
    WHERE id = ? AND state = 'pending' AND pay = 'confirming' AND cancel_requested_at IS NULL`;
  await execute(tx, wish, [now, reason, id]);
}
