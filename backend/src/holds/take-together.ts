import type { EntityManager } from 'typeorm';
import { runUpdate, updateBoth } from '../database/write.js';
import { holding } from './counters.js';
import { countUnits, type PersonsUnits, withinLimits } from './limits.js';
import { reservation } from './stock.js';
import type { WantedUnits } from './take-holds.js';
import { byOffer, unitsByVariant } from './units.js';

/** What one person is about to hold. */
export interface PersonsWish {
  /** Under which name their units are counted. */
  holder: string;
  lines: readonly WantedUnits[];
}

/**
 * Takes for several persons at once what `takeHolds` takes for one, in the same lock order, by three statements where they all
 * want the same: all of it or, where anything is not enough for all of them, false. The caller then rolls back and asks for
 * each alone, who of them it is and what is left.
 */
export async function takeTogether(tx: EntityManager, wishes: readonly PersonsWish[], now: Date): Promise<boolean> {
  const persons = byPerson(wishes);
  await countUnits(tx, persons);
  const lines = wishes.flatMap((wish) => wish.lines);
  const [variants, offers] = [unitsByVariant(lines), byOffer(lines)];
  const [first, ...others] = variants.map((units, index) => reservation(units, index === 0 ? withinLimits(persons) : undefined));
  const [offer] = offers;
  // Of several rows MySQL itself chooses which table it locks first.
  if (first && offer && variants.length === 1 && offers.length === 1) return (await updateBoth(tx, first, holding(offer, now))) === 2;
  for (const change of first ? [first, ...others] : []) if ((await runUpdate(tx, change)) !== 1) return false;
  for (const units of offers) if ((await runUpdate(tx, holding(units, now))) !== 1) return false;
  return true;
}

/** Two accounts of one person are one; who was promised different limits is held to the smaller. */
function byPerson(wishes: readonly PersonsWish[]): PersonsUnits[] {
  const units = wishes.flatMap(({ holder, lines }) =>
    byOffer(lines).map(({ offerId, quantity, lines: wanted }) => {
      const limit = Math.min(...wanted.map((line) => line.perCustomerLimit));
      return { offerId, holder, quantity, limit };
    }),
  );
  const perPerson = Map.groupBy(units, ({ offerId, holder }) => `${offerId} ${holder}`);
  return [...perPerson.values()]
    .map((same) => ({
      ...(same[0] as PersonsUnits),
      quantity: same.reduce((sum, { quantity }) => sum + quantity, 0),
      limit: Math.min(...same.map(({ limit }) => limit)),
    }))
    .toSorted((a, b) => a.offerId - b.offerId || (a.holder < b.holder ? -1 : 1));
}
