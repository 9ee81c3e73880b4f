import { type EntityManager, IsNull } from 'typeorm';
import { Offer } from './offer.entity.js';
import type { OfferOutcome } from './rules/promotion-state.js';

/** Stores how an offer ended, once: a frozen one changes no more. Won, units. */
export async function freezeOffer(
  tx: EntityManager,
  id: number,
  end: { finalQuantity: number; finalPrice: number; outcome: OfferOutcome },
): Promise<void> {
  await tx.update(Offer, { id, outcome: IsNull() }, end);
}
