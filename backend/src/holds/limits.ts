import type { EntityManager } from 'typeorm';
import { read } from '../database/read.js';
import { joined, type Sql, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertMissing, insertOrAdd, updateRows } from '../database/write.js';
import { CustomerLimit } from './customer-limit.entity.js';

/** Every statement that writes `customer_limits`: units of one offer that one person holds. */

const limits = table(CustomerLimit);
const of = (offerId: number, holder: string) => sql`${limits.offerId} = ${offerId} AND ${limits.holder} = ${holder}`;

/** False where the person would hold more than `limit` units. */
export async function takeLimit(
  tx: EntityManager,
  { offerId, holder, quantity, limit }: { offerId: number; holder: string; quantity: number; limit: number },
): Promise<boolean> {
  if (quantity > limit) return false;
  // Not ON DUPLICATE KEY UPDATE: mysql2 reports one row for an insert and for a refusal alike.
  if ((await insertMissing(tx, CustomerLimit, { offerId, holder, held: quantity })) === 1) return true;
  const more = sql`${limits.held} + ${quantity}`;
  return (await updateRows(tx, CustomerLimit, { held: more }, sql`${of(offerId, holder)} AND ${more} <= ${limit}`)) === 1;
}

/** What one person is about to hold of one offer, and how many of it they may hold in all. */
export interface PersonsUnits {
  offerId: number;
  holder: string;
  quantity: number;
  limit: number;
}

/** Counts units of several persons by one statement, whatever their limits: `withinLimits` says whether it was too many. */
export async function countUnits(tx: EntityManager, units: readonly PersonsUnits[]): Promise<void> {
  const rows = units.map(({ offerId, holder, quantity }) => ({ offerId, holder, held: quantity }));
  await insertOrAdd(tx, CustomerLimit, { key: ['offerId', 'holder'], count: 'held' }, rows);
}

/** A condition: none of them holds more than they may. */
export function withinLimits(units: readonly PersonsUnits[]): Sql {
  const over = units.map(({ offerId, holder, limit }) => sql`(${of(offerId, holder)} AND ${limits.held} > ${limit})`);
  return sql`NOT EXISTS (SELECT 1 FROM ${limits} WHERE ${joined(over, ' OR ')})`;
}

/** Units that a person holds of an offer, in all their accounts. @param holder a name, or several */
export async function heldBy(
  tx: EntityManager,
  { offerId, holder }: { offerId: number; holder: string | readonly string[] },
): Promise<number> {
  const names = [holder].flat();
  if (names.length === 0) return 0;
  const rows = await read(
    tx,
    { held: limits.held },
    sql`FROM ${limits} WHERE ${limits.offerId} = ${offerId} AND ${limits.holder} IN ${names}`,
  );
  return rows.reduce((all, { held }) => all + held, 0);
}

export async function giveLimitBack(
  tx: EntityManager,
  { offerId, holder, quantity }: { offerId: number; holder: string; quantity: number },
): Promise<void> {
  await updateRows(tx, CustomerLimit, { held: sql`${limits.held} - ${quantity}` }, of(offerId, holder));
}

/** Counts units under another name from now on, whatever the limit: they were taken under it already. */
export async function moveLimit(
  tx: EntityManager,
  { offerId, from, to, quantity }: { offerId: number; from: string; to: string; quantity: number },
): Promise<void> {
  await insertMissing(tx, CustomerLimit, { offerId, holder: to, held: 0 });
  await updateRows(tx, CustomerLimit, { held: sql`${limits.held} + ${quantity}` }, of(offerId, to));
  await giveLimitBack(tx, { offerId, holder: from, quantity });
}
