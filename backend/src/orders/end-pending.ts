import type { EntityManager } from 'typeorm';
import { execute, places } from '../database/database.js';
import { PAYABLE } from './rules/order-state.js';

/**
 * Ends a pending order that its buyer may not have any more: unpaid its time is over now, and one whose payment is being
 * confirmed is cancelled as soon as that ends. The expiry job gives back what it held.
 */
export async function endPending(tx: EntityManager, id: number, now: Date, reason: string): Promise<void> {
  const over = `UPDATE orders SET expires_at = ?, ended_by_shop = 1 WHERE id = ? AND state = 'pending' AND pay IN (${places(PAYABLE)}) AND expires_at > ?`;
  if ((await execute(tx, over, [now, id, ...PAYABLE, now])) === 1) return;
  const wish = `UPDATE orders SET cancel_requested_at = ?, cancel_reason = ?
    WHERE id = ? AND state = 'pending' AND pay = 'confirming' AND cancel_requested_at IS NULL`;
  await execute(tx, wish, [now, reason, id]);
}

/** The same for what one person has not paid yet of some offers. */
export async function endUnpaid(
  tx: EntityManager,
  { holder, offerIds }: { holder: string; offerIds: readonly number[] },
  now: Date,
): Promise<void> {
  if (offerIds.length === 0) return;
  const sql = `UPDATE orders SET expires_at = ?, ended_by_shop = 1
    WHERE state = 'pending' AND pay IN (${places(PAYABLE)}) AND expires_at > ? AND limit_holder = ?
      AND id IN (SELECT order_id FROM order_lines WHERE state = 'live' AND offer_id IN (${places(offerIds)}))`;
  await execute(tx, sql, [now, ...PAYABLE, now, holder, ...offerIds]);
}
