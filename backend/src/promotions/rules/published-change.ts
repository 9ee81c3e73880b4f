import { priceAt, type PriceTier } from './price-tiers.js';

/** Whether no quantity becomes dearer: after publishing, tiers may only fall. Both are valid staircases. */
export function onlyFalls(before: readonly PriceTier[], after: readonly PriceTier[]): boolean {
  // Between two steps of either the price stands still, so the steps tell all.
  const steps = [...before, ...after].map((tier) => tier.fromQuantity);
  return steps.every((quantity) => priceAt(after, quantity) <= priceAt(before, quantity));
}

/** Fields that buyers relied on when it was published: dates have verbs of their own, the rest stays. */
export interface Frozen {
  slug: string;
  kind: string;
  opensAt: Date;
  closesAt: Date;
  reachesAll: boolean;
  universityIds: readonly number[];
  offers: readonly { id?: number | undefined; productId: number; goalQuantity: number | null; perCustomerLimit: number }[];
}

/** Names each frozen field that differs, as a path into the input. */
export function frozenChanges(before: Frozen, after: Frozen): string[] {
  const simple = (['slug', 'kind', 'reachesAll'] as const).filter((field) => before[field] !== after[field]);
  const times = (['opensAt', 'closesAt'] as const).filter((field) => before[field].getTime() !== after[field].getTime());
  const reach = sorted(before.universityIds) === sorted(after.universityIds) ? [] : ['universityIds'];
  const sameOffers = sorted(before.offers.map(({ id }) => id ?? 0)) === sorted(after.offers.map(({ id }) => id ?? 0));
  return [...simple, ...times, ...reach, ...(sameOffers ? after.offers.flatMap(changedOffer(before)) : ['offers'])];
}

const changedOffer = (before: Frozen) => (offer: Frozen['offers'][number], index: number) => {
  const old = before.offers.find((o) => o.id === offer.id);
  return (['productId', 'goalQuantity', 'perCustomerLimit'] as const)
    .filter((field) => old?.[field] !== offer[field])
    .map((field) => `offers.${index}.${field}`);
};

const sorted = (ids: readonly number[]) => ids.toSorted((a, b) => a - b).join();
