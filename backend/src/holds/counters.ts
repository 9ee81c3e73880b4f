import { type EntityManager, In } from 'typeorm';
import { execute, forUpdate, insertRows, places } from '../database/database.js';
import { OfferCounter } from './offer-counter.entity.js';
import { byOffer, type HeldUnits } from './units.js';

/** Every statement that writes `offer_counters`: the hot rows, which a transaction touches last, ascending by offer. */

type Counted = Pick<HeldUnits, 'offerId' | 'quantity'>;

/** From here on the offers can be ordered, until `closesAt`. */
export async function openCounters(tx: EntityManager, offers: readonly { id: number; capQuantity: number | null }[], closesAt: Date) {
  if (offers.length === 0) return;
  const rows = offers.map(({ id, capQuantity }) => ({ offerId: id, state: 'open' as const, closesAt, cap: capQuantity, held: 0, sold: 0 }));
  await insertRows(tx, OfferCounter, rows);
}

/** The row decides, not the clock of whoever asks: `closed` after its end, `cap` where it would hold more than its cap. */
export async function takeCounter(tx: EntityManager, { offerId, quantity }: Counted, now: Date): Promise<'taken' | 'cap' | 'closed'> {
  const sql = `UPDATE offer_counters SET held = held + ?
    WHERE offer_id = ? AND state = 'open' AND closes_at > ? AND (cap IS NULL OR held + ? <= cap)`;
  if ((await execute(tx, sql, [quantity, offerId, now, quantity])) === 1) return 'taken';
  const inTime = await tx.query<unknown[]>(`SELECT 1 FROM offer_counters WHERE offer_id = ? AND state = 'open' AND closes_at > ?`, [
    offerId,
    now,
  ]);
  return inTime.length > 0 ? 'cap' : 'closed';
}

/** Units left under an offer's cap; 0 where it has none. */
export async function leftOfCap(tx: EntityManager, offerId: number): Promise<number> {
  const counter = await tx.findOneBy(OfferCounter, { offerId });
  return counter ? Math.max(0, (counter.cap ?? 0) - counter.held) : 0;
}

/** @param sold whether the units had been paid, and so counted as sold */
export async function giveCounterBack(tx: EntityManager, { offerId, quantity }: Counted, sold: boolean): Promise<void> {
  const sql = 'UPDATE offer_counters SET held = held - ?, sold = sold - ? WHERE offer_id = ?';
  await execute(tx, sql, [quantity, sold ? quantity : 0, offerId]);
}

/** Units that were held have been paid: the only count that is ever shown. */
export async function countSold(tx: EntityManager, lines: readonly Counted[]): Promise<void> {
  for (const { offerId, quantity } of byOffer(lines)) {
    await execute(tx, 'UPDATE offer_counters SET sold = sold + ? WHERE offer_id = ?', [quantity, offerId]);
  }
}

/** False where the offer is closed, or holds more than the new cap. */
export async function changeCap(
  tx: EntityManager,
  { offerId, cap, now }: { offerId: number; cap: number | null; now: Date },
): Promise<boolean> {
  const sql = `UPDATE offer_counters SET cap = ? WHERE offer_id = ? AND state = 'open' AND closes_at > ? AND (? IS NULL OR held <= ?)`;
  return (await execute(tx, sql, [cap, offerId, now, cap, cap])) === 1;
}

/** The rows, held for the rest of the transaction. */
export const lockCounters = (tx: EntityManager, offerIds: readonly number[]): Promise<OfferCounter[]> =>
  tx.find(OfferCounter, { where: { offerId: In([...offerIds]) }, order: { offerId: 'ASC' }, ...forUpdate(tx) });

/** No order gets in any more, and nothing opens them again. */
export async function closeCounters(tx: EntityManager, offerIds: readonly number[]): Promise<void> {
  if (offerIds.length === 0) return;
  await lockCounters(tx, offerIds);
  await execute(tx, `UPDATE offer_counters SET state = 'closed' WHERE offer_id IN (${places(offerIds)})`, offerIds);
}

/** False where one is closed: it belongs to a settlement, which nothing takes back. */
export async function moveCounters(tx: EntityManager, offerIds: readonly number[], closesAt: Date): Promise<boolean> {
  const counters = await lockCounters(tx, offerIds);
  if (counters.some(({ state }) => state === 'closed')) return false;
  if (offerIds.length > 0)
    await execute(tx, `UPDATE offer_counters SET closes_at = ? WHERE offer_id IN (${places(offerIds)})`, [closesAt, ...offerIds]);
  return true;
}
