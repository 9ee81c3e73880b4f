import type { EntityManager } from 'typeorm';
import { takeCounter } from './counters.js';
import { takeLimit } from './limits.js';
import { reserveStock } from './stock.js';
import { byOffer, byVariant, type HeldUnits } from './units.js';

/** What a person is about to hold, and how many of its offer they may. */
export type WantedUnits = HeldUnits & { perCustomerLimit: number };

/** Which of the three has not enough: the person's limit, the variant's stock, the offer's cap; or the offer has closed. */
export type HoldRefusal = 'limit' | 'stock' | 'cap' | 'closed';

/**
 * Takes limit, stock and offer, in the lock order that every verb keeps. The caller rolls back where it is refused.
 * @param holder under which name the person's units are counted
 */
export async function takeHolds(tx: EntityManager, holder: string, lines: readonly WantedUnits[], now: Date): Promise<HoldRefusal | null> {
  for (const { offerId, quantity, lines: wanted } of byOffer(lines)) {
    const limit = wanted[0]?.perCustomerLimit ?? 0;
    if (!(await takeLimit(tx, { offerId, holder, quantity, limit }))) return 'limit';
  }
  for (const line of byVariant(lines)) {
    if (!(await reserveStock(tx, line))) return 'stock';
  }
  for (const units of byOffer(lines)) {
    const taken = await takeCounter(tx, units, now);
    if (taken !== 'taken') return taken;
  }
  return null;
}
