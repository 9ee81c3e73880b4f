import type { EntityManager } from 'typeorm';
import { Offer } from './offer.entity.js';
import { PromotionUniversity } from './promotion-university.entity.js';
import { readRows } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const offers = table(Offer);
const promotionUniversities = table(PromotionUniversity);

/** A promotion's offers in the order they are shown. */
export const offersOf = (tx: EntityManager, promotionId: number): Promise<Offer[]> =>
  readRows(tx, Offer, sql`WHERE ${offers.promotionId} = ${promotionId} ORDER BY ${offers.position}, ${offers.id}`);

/** Ids of the universities it names; none where it reaches all. */
export const universitiesOf = async (tx: EntityManager, promotionId: number): Promise<number[]> =>
  (await readRows(tx, PromotionUniversity, sql`WHERE ${promotionUniversities.promotionId} = ${promotionId}`)).map(
    (row) => row.universityId,
  );
