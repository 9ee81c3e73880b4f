import type { EntityManager } from 'typeorm';
import { exists, read, readRows } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows, runUpdate, type Update, updateOf, updateRows } from '../database/write.js';
import { OfferCounter } from './offer-counter.entity.js';
import { byOffer, type HeldUnits } from './units.js';

/** Every statement that writes `offer_counters`: the hot rows, which a transaction touches last, ascending by offer. */

type Counted = Pick<HeldUnits, 'offerId' | 'quantity'>;

const counters = table(OfferCounter);
const of = (offerId: number) => sql`${counters.offerId} = ${offerId}`;
const openAt = (offerId: number, now: Date) => sql`${of(offerId)} AND ${counters.state} = ${'open'} AND ${counters.closesAt} > ${now}`;

/** From here on the offers can be ordered, until `closesAt`. */
export async function openCounters(tx: EntityManager, offers: readonly { id: number; capQuantity: number | null }[], closesAt: Date) {
  if (offers.length === 0) return;
  const rows = offers.map(({ id, capQuantity }) => ({ offerId: id, state: 'open' as const, closesAt, cap: capQuantity, held: 0, sold: 0 }));
  await insertRows(tx, OfferCounter, rows);
}

/** The change that holds units of one offer, if it is open and its cap allows as many. */
export function holding({ offerId, quantity }: Counted, now: Date): Update {
  const held = sql`${counters.held} + ${quantity}`;
  return updateOf(OfferCounter, { held }, sql`${openAt(offerId, now)} AND (${counters.cap} IS NULL OR ${held} <= ${counters.cap})`);
}

/** The row decides, not the clock of whoever asks: `closed` after its end, `cap` where it would hold more than its cap. */
export async function takeCounter(tx: EntityManager, { offerId, quantity }: Counted, now: Date): Promise<'taken' | 'cap' | 'closed'> {
  if ((await runUpdate(tx, holding({ offerId, quantity }, now))) === 1) return 'taken';
  return (await exists(tx, sql`FROM ${counters} WHERE ${openAt(offerId, now)}`)) ? 'cap' : 'closed';
}

/** Units left under an offer's cap; 0 where it has none. */
export async function leftOfCap(tx: EntityManager, offerId: number): Promise<number> {
  const [counter] = await read(tx, { cap: counters.cap, held: counters.held }, sql`FROM ${counters} WHERE ${of(offerId)}`);
  return counter ? Math.max(0, (counter.cap ?? 0) - counter.held) : 0;
}

/** @param sold whether the units had been paid, and so counted as sold */
export async function giveCounterBack(tx: EntityManager, { offerId, quantity }: Counted, sold: boolean): Promise<void> {
  const less = { held: sql`${counters.held} - ${quantity}`, sold: sql`${counters.sold} - ${sold ? quantity : 0}` };
  await updateRows(tx, OfferCounter, less, of(offerId));
}

/** Units that were held have been paid: the only count that is ever shown. */
export async function countSold(tx: EntityManager, lines: readonly Counted[]): Promise<void> {
  for (const { offerId, quantity } of byOffer(lines)) {
    await updateRows(tx, OfferCounter, { sold: sql`${counters.sold} + ${quantity}` }, of(offerId));
  }
}

/** False where the offer is closed, or holds more than the new cap. */
export async function changeCap(
  tx: EntityManager,
  { offerId, cap, now }: { offerId: number; cap: number | null; now: Date },
): Promise<boolean> {
  const enough = cap === null ? sql`` : sql` AND ${counters.held} <= ${cap}`;
  return (await updateRows(tx, OfferCounter, { cap }, sql`${openAt(offerId, now)}${enough}`)) === 1;
}

/** The rows, held for the rest of the transaction. */
export const lockCounters = (tx: EntityManager, offerIds: readonly number[]): Promise<OfferCounter[]> =>
  readRows(tx, OfferCounter, sql`WHERE ${counters.offerId} IN ${offerIds} ORDER BY ${counters.offerId} ${FOR_UPDATE}`);

/** No order gets in any more, and nothing opens them again. */
export async function closeCounters(tx: EntityManager, offerIds: readonly number[]): Promise<void> {
  if (offerIds.length === 0) return;
  await lockCounters(tx, offerIds);
  await updateRows(tx, OfferCounter, { state: 'closed' }, sql`${counters.offerId} IN ${offerIds}`);
}

/** False where one is closed: it belongs to a settlement, which nothing takes back. */
export async function moveCounters(tx: EntityManager, offerIds: readonly number[], closesAt: Date): Promise<boolean> {
  const held = await lockCounters(tx, offerIds);
  if (held.some(({ state }) => state === 'closed')) return false;
  if (offerIds.length > 0) await updateRows(tx, OfferCounter, { closesAt }, sql`${counters.offerId} IN ${offerIds}`);
  return true;
}
