import type { EntityManager } from 'typeorm';
import { leftOfCap, takeCounter } from './counters.js';
import { heldBy, takeLimit } from './limits.js';
import { availableStock, reserveStock } from './stock.js';
import { byOffer, byVariant, type HeldUnits } from './units.js';

/** What a person is about to hold, and how many of its offer they may. */
export type WantedUnits = HeldUnits & { perCustomerLimit: number };

/**
 * Which of the three has not enough, for which line, and how much there is: the person's limit, the variant's stock, the
 * offer's cap; or the offer has closed. Units.
 */
export type HoldRefusal<Line> =
  { what: 'limit'; line: Line; held: number } | { what: 'stock' | 'cap'; line: Line; left: number } | { what: 'closed' };

/**
 * Takes limit, stock and offer, in the lock order that every verb keeps. The caller rolls back where it is refused.
 * @param holder under which name the person's units are counted
 * @param formerly under which names they were, while a key is rotated
 */
export async function takeHolds<Line extends WantedUnits>(
  tx: EntityManager,
  holder: string,
  lines: readonly Line[],
  now: Date,
  formerly: readonly string[] = [],
): Promise<HoldRefusal<Line> | null> {
  for (const { offerId, quantity, lines: wanted } of byOffer(lines)) {
    const [line] = wanted as [Line];
    const before = await heldBy(tx, { offerId, holder: formerly });
    const taken = await takeLimit(tx, { offerId, holder, quantity, limit: line.perCustomerLimit - before });
    if (!taken) return { what: 'limit', line, held: before + (await heldBy(tx, { offerId, holder })) };
  }
  for (const line of byVariant(lines)) {
    if (!(await reserveStock(tx, line))) return { what: 'stock', line, left: await availableStock(tx, line.variantId) };
  }
  for (const { offerId, quantity, lines: wanted } of byOffer(lines)) {
    const taken = await takeCounter(tx, { offerId, quantity }, now);
    if (taken === 'closed') return { what: 'closed' };
    if (taken === 'cap') return { what: 'cap', line: (wanted as [Line])[0], left: await leftOfCap(tx, offerId) };
  }
  return null;
}
