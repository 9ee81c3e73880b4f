import type { EntityManager } from 'typeorm';
import { Offer } from './offer.entity.js';
import { PromotionUniversity } from './promotion-university.entity.js';

/** A promotion's offers in the order they are shown. */
export const offersOf = (tx: EntityManager, promotionId: number): Promise<Offer[]> =>
  tx.find(Offer, { where: { promotionId }, order: { position: 'ASC', id: 'ASC' } });

/** Ids of the universities it names; none where it reaches all. */
export const universitiesOf = async (tx: EntityManager, promotionId: number): Promise<number[]> =>
  (await tx.findBy(PromotionUniversity, { promotionId })).map((row) => row.universityId);
