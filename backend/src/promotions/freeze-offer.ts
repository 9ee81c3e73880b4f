import type { EntityManager } from 'typeorm';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { Offer } from './offer.entity.js';
import type { OfferOutcome } from './rules/promotion-state.js';

const offers = table(Offer);

/** Stores how an offer ended, once: a frozen one changes no more. Won, units. */
export async function freezeOffer(
  tx: EntityManager,
  id: number,
  end: { finalQuantity: number; finalPrice: number; outcome: OfferOutcome },
): Promise<void> {
  await updateRows(tx, Offer, end, sql`${offers.id} = ${id} AND ${offers.outcome} IS NULL`);
}
