import type { EntityManager } from 'typeorm';
import { execute } from '../database/database.js';
import type { Order } from '../orders/order.entity.js';
import type { OrderLine } from '../orders/order-line.entity.js';

/**
 * Gives back what the lines held: limit, stock, offer, in the lock order that all verbs keep.
 * @param sold whether the units had been paid, and so counted as sold
 */
export async function giveBack(
  tx: EntityManager,
  order: Pick<Order, 'limitHolder'>,
  lines: readonly OrderLine[],
  sold: boolean,
): Promise<void> {
  const perOffer = [...Map.groupBy(lines, (line) => line.offerId)]
    .map(([offerId, group]) => ({ offerId, quantity: group.reduce((sum, line) => sum + line.quantity, 0) }))
    .toSorted((a, b) => a.offerId - b.offerId);
  for (const { offerId, quantity } of perOffer) {
    await execute(tx, 'UPDATE customer_limits SET held = held - ? WHERE offer_id = ? AND holder = ?', [
      quantity,
      offerId,
      order.limitHolder,
    ]);
  }
  for (const line of lines.toSorted((a, b) => a.variantId - b.variantId)) {
    await execute(tx, 'UPDATE variant_stock SET reserved = reserved - ? WHERE variant_id = ?', [line.quantity, line.variantId]);
  }
  for (const { offerId, quantity } of perOffer) {
    await execute(tx, 'UPDATE offer_counters SET held = held - ?, sold = sold - ? WHERE offer_id = ?', [
      quantity,
      sold ? quantity : 0,
      offerId,
    ]);
  }
}
