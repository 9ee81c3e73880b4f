import type { EntityManager } from 'typeorm';
import { execute, insertIgnore } from '../database/database.js';
import { CustomerLimit } from './customer-limit.entity.js';

/** Every statement that writes `customer_limits`: units of one offer that one person holds. */

/** False where the person would hold more than `limit` units. */
export async function takeLimit(
  tx: EntityManager,
  { offerId, holder, quantity, limit }: { offerId: number; holder: string; quantity: number; limit: number },
): Promise<boolean> {
  if (quantity > limit) return false;
  // Not ON DUPLICATE KEY UPDATE: mysql2 reports one row for an insert and for a refusal alike.
  const first = `${insertIgnore(tx)} INTO customer_limits (offer_id, holder, held) VALUES (?, ?, ?)`;
  if ((await execute(tx, first, [offerId, holder, quantity])) === 1) return true;
  const more = 'UPDATE customer_limits SET held = held + ? WHERE offer_id = ? AND holder = ? AND held + ? <= ?';
  return (await execute(tx, more, [quantity, offerId, holder, quantity, limit])) === 1;
}

/** Units that a person holds of an offer, in all their accounts. */
export async function heldBy(tx: EntityManager, { offerId, holder }: { offerId: number; holder: string }): Promise<number> {
  return (await tx.findOneBy(CustomerLimit, { offerId, holder }))?.held ?? 0;
}

export async function giveLimitBack(
  tx: EntityManager,
  { offerId, holder, quantity }: { offerId: number; holder: string; quantity: number },
): Promise<void> {
  await execute(tx, 'UPDATE customer_limits SET held = held - ? WHERE offer_id = ? AND holder = ?', [quantity, offerId, holder]);
}

/** Counts units under another name from now on, whatever the limit: they were taken under it already. */
export async function moveLimit(
  tx: EntityManager,
  { offerId, from, to, quantity }: { offerId: number; from: string; to: string; quantity: number },
): Promise<void> {
  await execute(tx, `${insertIgnore(tx)} INTO customer_limits (offer_id, holder, held) VALUES (?, ?, 0)`, [offerId, to]);
  const more = 'UPDATE customer_limits SET held = held + ? WHERE offer_id = ? AND holder = ?';
  await execute(tx, more, [quantity, offerId, to]);
  await giveLimitBack(tx, { offerId, holder: from, quantity });
}
