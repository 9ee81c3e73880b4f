import { checkTiers, type PriceTier, type TierRefusal } from './price-tiers.js';
import { kindOf, type PromotionKind } from './promotion-kind.js';

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
  message: string;
}

const MOST_WON = 100_000_000;
const MOST_UNITS = 1_000_000;

/** Units of one offer per person where staff set none. */
export const USUAL_LIMIT = 10;

/** Everything that keeps it from being published at `now`; empty when it can be. */
export function checkPublishable(promotion: Publishable, now: Date): Finding[] {
  const { closesAt, offers, reachesAll, universityIds } = promotion;
  return [
    ...refuse(closesAt <= now, 'closesAt', '마감 시각이 이미 지났어요. 앞으로의 시각으로 바꿔 주세요.'),
    ...refuse(!reachesAll && universityIds.length === 0, 'universityIds', '보여 줄 대학교를 고르거나 모든 대학교를 골라 주세요.'),
    ...refuse(offers.length === 0, 'offers', '판매할 상품을 하나 이상 넣어 주세요.'),
    ...checkOffers(promotion.kind, offers),
    ...offers.flatMap(({ tiers, capQuantity }, index) => beyondCap(tiers, capQuantity, `offers.${index}.tiers`)),
  ];
}

// A price that is shown and can never come true misleads (표시광고법 §3).
function beyondCap(tiers: readonly PriceTier[], cap: number | null, path: string): Finding[] {
  const tier = tiers.find(({ fromQuantity }) => cap !== null && fromQuantity > cap);
  return refuse(
    tier !== undefined,
    path,
    `최대 수량이 ${cap ?? 0}개라 ${tier?.fromQuantity ?? 0}개 구간에 닿지 못해요. 구간을 빼거나 최대 수량을 늘려 주세요.`,
  );
}

/** What is wrong with the offers themselves, drafts included. */
export const checkOffers = (kind: Publishable['kind'], offers: readonly OfferShape[]): Finding[] =>
  offers.flatMap((offer, index) => checkOffer(kind, offer, `offers.${index}`));

function checkOffer(kind: Publishable['kind'], offer: OfferShape, at: string): Finding[] {
  const { tiers, goalQuantity: goal, capQuantity: cap, perCustomerLimit } = offer;
  const staircase = checkTiers(tiers);
  const { price, mayHaveGoal, label } = kindOf({ kind });
  return [
    ...(staircase.ok ? [] : [{ path: `${at}.tiers`, message: TIERS[staircase.reason] }]),
    ...refuse(
      tiers.some((tier) => tier.unitPrice > MOST_WON || tier.fromQuantity > MOST_UNITS),
      `${at}.tiers`,
      '가격은 1억 원, 수량은 100만 개를 넘을 수 없어요.',
    ),
    ...refuse(price === 'one' && tiers.length > 1, `${at}.tiers`, `${label}는 가격이 하나예요. 구간을 하나만 남겨 주세요.`),
    ...refuse(!mayHaveGoal && goal !== null, `${at}.goalQuantity`, `${label}에는 목표 수량이 없어요. 비워 주세요.`),
    ...refuse(goal !== null && !isUnits(goal), `${at}.goalQuantity`, '목표 수량을 1개 이상의 정수로 적어 주세요.'),
    ...refuse(cap !== null && !isUnits(cap), `${at}.capQuantity`, '최대 수량을 1개 이상의 정수로 적어 주세요.'),
    ...refuse(goal !== null && cap !== null && goal > cap, `${at}.goalQuantity`, '목표가 최대 수량보다 많아 이룰 수 없어요.'),
    ...refuse(!isUnits(perCustomerLimit), `${at}.perCustomerLimit`, '한 사람이 살 수 있는 수량을 1개 이상의 정수로 적어 주세요.'),
  ];
}

const TIERS: Record<TierRefusal, string> = {
  none: '가격 구간을 하나 이상 적어 주세요.',
  first_not_one: '첫 구간은 1개부터 시작해야 해요.',
  quantity_not_rising: '구간의 수량은 앞 구간보다 많은 정수여야 해요.',
  price_not_falling: '구간의 가격은 1원 이상의 정수이고 앞 구간보다 싸야 해요.',
};

const isUnits = (value: number) => Number.isInteger(value) && value >= 1 && value <= MOST_UNITS;
const refuse = (when: boolean, path: string, message: string): Finding[] => (when ? [{ path, message }] : []);
