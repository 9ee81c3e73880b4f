import type { EntityManager } from 'typeorm';
import { giveCounterBack } from './counters.js';
import { giveLimitBack } from './limits.js';
import { releaseStock } from './stock.js';
import { byOffer, type HeldUnits } from './units.js';

/**
 * Gives back what the lines held: limit, stock, offer, in the lock order that all verbs keep.
 * @param holder under which name the person's units were counted
 * @param sold whether the units had been paid, and so counted as sold
 */
export async function giveBack(tx: EntityManager, holder: string, lines: readonly HeldUnits[], sold: boolean): Promise<void> {
  for (const { offerId, quantity } of byOffer(lines)) await giveLimitBack(tx, { offerId, holder, quantity });
  await releaseStock(tx, lines);
  for (const units of byOffer(lines)) await giveCounterBack(tx, units, sold);
}
