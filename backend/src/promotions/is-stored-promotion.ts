import type { EntityManager } from 'typeorm';
import type { Promotion } from './promotion.entity.js';
import type { Wanted } from './promotion-input.js';
import { offersOf, universitiesOf } from './stored-promotion.js';

type Content = Omit<Wanted, 'formKey' | 'copyOf'>;

/** Whether the promotion already is what the input says: sent again after a lost answer, it changes nothing. */
export async function isStoredPromotion(tx: EntityManager, before: Promotion, wanted: Wanted): Promise<boolean> {
  const stored = { ...before, offers: await offersOf(tx, before.id), universityIds: await universitiesOf(tx, before.id) };
  const imageName = wanted.imageName === undefined ? before.imageName : wanted.imageName;
  return JSON.stringify(content(stored)) === JSON.stringify(content({ ...wanted, imageName }));
}

const content = ({ slug, kind, title, summary, imageName, opensAt, closesAt, reachesAll, universityIds, offers }: Content) => ({
  slug,
  kind,
  title,
  summary,
  imageName,
  opensAt,
  closesAt,
  reachesAll,
  universityIds: universityIds.toSorted((a, b) => a - b),
  offers: offers.map(({ productId, tiers, goalQuantity, capQuantity, perCustomerLimit }) => ({
    productId,
    tiers: tiers.map(({ fromQuantity, unitPrice }) => ({ fromQuantity, unitPrice })),
    goalQuantity,
    capQuantity,
    perCustomerLimit,
  })),
});
