import type { Offer, Promotion } from '@mngshop/backend/contract';
import { matches } from '@mngshop/backend/rules/find-by-name';
import { kindOf } from '../../lib/words/promotion-kind';

/** One offer with the promotion it stands in. */
export interface Shown {
  offer: Offer;
  promotion: Promotion;
}

export interface Sections {
  ending: Shown[];
  nearGoal: Shown[];
  sales: Shown[];
  coming: Shown[];
  ended: Shown[];
}

/** A goal counts as near from half of it. */
const NEAR = 0.5;

/** How the list is divided, each part by closing time. @param typed leaves only what matches it */
export function sectionsOf(promotions: readonly Promotion[], typed: string): Sections {
  const all = promotions
    .flatMap((promotion) => promotion.offers.map((offer) => ({ offer, promotion })))
    .filter(({ offer, promotion }) => matches(offer.product.name, typed) || matches(promotion.title, typed))
    .toSorted((a, b) => Date.parse(a.promotion.closesAt) - Date.parse(b.promotion.closesAt));
  const open = all.filter(({ promotion }) => promotion.state === 'open');
  const withStairs = open.filter(({ promotion }) => kindOf(promotion).card === 'staircase');
  return {
    ending: withStairs.filter((shown) => !isNearGoal(shown)),
    nearGoal: withStairs.filter(isNearGoal),
    sales: open.filter(({ promotion }) => kindOf(promotion).card === 'price'),
    coming: all.filter(({ promotion }) => promotion.state === 'scheduled').toSorted(byOpening),
    ended: all.filter(({ promotion }) => ['closed', 'settled', 'failed'].includes(promotion.state)).toReversed(),
  };
}

const byOpening = (a: Shown, b: Shown): number => Date.parse(a.promotion.opensAt) - Date.parse(b.promotion.opensAt);

function isNearGoal({ offer }: Shown): boolean {
  const { goalQuantity, soldQuantity } = offer;
  return goalQuantity !== null && soldQuantity < goalQuantity && soldQuantity >= goalQuantity * NEAR;
}
