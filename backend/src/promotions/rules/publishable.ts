import { checkTiers, type PriceTier, type TierRefusal } from './price-tiers.js';
import { kindOf, type PromotionKind } from './promotion-kind.js';
import { type Said, say } from '../../words/say.js';

/** A promotion as far as publishing looks at it. Source: the shop's own rules, "Promotions". */
export interface Publishable {
  kind: PromotionKind;
  opensAt: Date;
  closesAt: Date;
  reachesAll: boolean;
  universityIds: readonly number[];
  offers: readonly OfferShape[];
}

export interface OfferShape {
  tiers: readonly PriceTier[];
  goalQuantity: number | null;
  capQuantity: number | null;
  perCustomerLimit: number;
}

/** One thing that is wrong, with the path of its field. */
export interface Finding {
  path: string;
  message: Said;
}

const MOST_WON = 100_000_000;
const MOST_UNITS = 1_000_000;

/** Units of one offer per person where staff set none. */
export const USUAL_LIMIT = 10;

/** Everything that keeps it from being published at `now`; empty when it can be. */
export function checkPublishable(promotion: Publishable, now: Date): Finding[] {
  const { closesAt, offers, reachesAll, universityIds } = promotion;
  return [
    ...refuse(closesAt <= now, 'closesAt', say('promotion.closes_past')),
    ...refuse(!reachesAll && universityIds.length === 0, 'universityIds', say('promotion.no_university')),
    ...refuse(offers.length === 0, 'offers', say('promotion.no_offer')),
    ...checkOffers(promotion.kind, offers),
    ...offers.flatMap(({ tiers, capQuantity }, index) => beyondCap(tiers, capQuantity, `offers.${index}.tiers`)),
  ];
}

// A price that is shown and can never come true misleads (표시광고법 §3).
function beyondCap(tiers: readonly PriceTier[], cap: number | null, path: string): Finding[] {
  const tier = tiers.find(({ fromQuantity }) => cap !== null && fromQuantity > cap);
  return refuse(tier !== undefined, path, say('offer.beyond_cap', { cap: cap ?? 0, from: tier?.fromQuantity ?? 0 }));
}

/** What is wrong with the offers themselves, drafts included. */
export const checkOffers = (kind: Publishable['kind'], offers: readonly OfferShape[]): Finding[] =>
  offers.flatMap((offer, index) => checkOffer(kind, offer, `offers.${index}`));

function checkOffer(kind: Publishable['kind'], offer: OfferShape, at: string): Finding[] {
  const { tiers, goalQuantity: goal, capQuantity: cap, perCustomerLimit } = offer;
  const staircase = checkTiers(tiers);
  const { price, mayHaveGoal } = kindOf({ kind });
  return [
    ...(staircase.ok ? [] : [{ path: `${at}.tiers`, message: TIERS[staircase.reason] }]),
    ...refuse(
      tiers.some((tier) => tier.unitPrice > MOST_WON || tier.fromQuantity > MOST_UNITS),
      `${at}.tiers`,
      say('offer.too_much'),
    ),
    ...refuse(price === 'one' && tiers.length > 1, `${at}.tiers`, say('offer.one_price', { kind })),
    ...refuse(!mayHaveGoal && goal !== null, `${at}.goalQuantity`, say('offer.no_goal', { kind })),
    ...refuse(goal !== null && !isUnits(goal), `${at}.goalQuantity`, say('offer.goal')),
    ...refuse(cap !== null && !isUnits(cap), `${at}.capQuantity`, say('offer.cap')),
    ...refuse(goal !== null && cap !== null && goal > cap, `${at}.goalQuantity`, say('offer.goal_over_cap')),
    ...refuse(!isUnits(perCustomerLimit), `${at}.perCustomerLimit`, say('offer.limit')),
  ];
}

const TIERS: Record<TierRefusal, Said> = {
  none: say('offer.tiers_none'),
  first_not_one: say('offer.tiers_first'),
  quantity_not_rising: say('offer.tiers_quantity'),
  price_not_falling: say('offer.tiers_price'),
};

const isUnits = (value: number) => Number.isInteger(value) && value >= 1 && value <= MOST_UNITS;
const refuse = (when: boolean, path: string, message: Said): Finding[] => (when ? [{ path, message }] : []);
