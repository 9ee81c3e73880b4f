import type { PromotionFormStart } from '../../promotions/read-promotion-form.js';
import type { Wire } from './board.js';
import { fromKoreanInput, toKoreanInput } from './format.js';
import { numberOf } from './TextInput.js';
import { kindOf, type PromotionKind } from '../../promotions/rules/promotion-kind.js';

/** An offer while it is typed; numbers as text. */
export interface OfferDraft {
  /** Names the row on the screen only. */
  key: number;
  id?: number;
  productId: number | null;
  tiers: { fromQuantity: string; unitPrice: string }[];
  goalQuantity: string;
  capQuantity: string;
  perCustomerLimit: string;
}

export interface PromotionDraft {
  slug: string;
  kind: PromotionKind;
  title: string;
  summary: string;
  /** As `<input type="datetime-local">` holds it, Korean time. */
  opensAt: string;
  closesAt: string;
  reachesAll: boolean;
  universityIds: number[];
  offers: OfferDraft[];
  /** As it is stored; null for a new one. */
  state: NonNullable<PromotionFormStart['promotion']>['state'] | null;
  /** To the millisecond, as an early closing left them: the inputs hold minutes. */
  instants: { opensAt: string; closesAt: string };
}

let keys = 0;
export const emptyOffer = (): OfferDraft => ({
  key: ++keys,
  productId: null,
  tiers: [{ fromQuantity: '1', unitPrice: '' }],
  goalQuantity: '',
  capQuantity: '',
  perCustomerLimit: '',
});

export const emptyPromotion: PromotionDraft = {
  slug: '',
  kind: 'group_buy',
  title: '',
  summary: '',
  opensAt: '',
  closesAt: '',
  reachesAll: false,
  universityIds: [],
  offers: [emptyOffer()],
  state: null,
  instants: { opensAt: '', closesAt: '' },
};

const text = (value: number | null) => (value === null ? '' : String(value));

export function toPromotionDraft(promotion: NonNullable<Wire<PromotionFormStart>['promotion']>): PromotionDraft {
  const { slug, kind, title, summary, reachesAll, universityIds, state } = promotion;
  return {
    slug,
    kind,
    title,
    summary,
    reachesAll,
    universityIds,
    state,
    instants: { opensAt: promotion.opensAt, closesAt: promotion.closesAt },
    opensAt: toKoreanInput(promotion.opensAt),
    closesAt: toKoreanInput(promotion.closesAt),
    offers: promotion.offers.map((offer) => ({
      key: ++keys,
      id: offer.id,
      productId: offer.productId,
      tiers: offer.tiers.map(({ fromQuantity, unitPrice }) => ({ fromQuantity: String(fromQuantity), unitPrice: String(unitPrice) })),
      goalQuantity: text(offer.goalQuantity),
      capQuantity: text(offer.capQuantity),
      perCustomerLimit: text(offer.perCustomerLimit),
    })),
  };
}

const instantOf = (typed: string, stored: string): string =>
  stored !== '' && toKoreanInput(stored) === typed ? stored : fromKoreanInput(typed);

/** What the action's schema reads: instants in ISO 8601, prices in won. A sale has one tier and no goal. */
export function fromPromotionDraft(draft: PromotionDraft) {
  const { offers, opensAt, closesAt, instants, slug, kind, title, summary, reachesAll, universityIds } = draft;
  const { price, mayHaveGoal } = kindOf({ kind });
  return {
    slug,
    kind,
    title,
    summary,
    reachesAll,
    opensAt: instantOf(opensAt, instants.opensAt),
    closesAt: instantOf(closesAt, instants.closesAt),
    universityIds: reachesAll ? [] : universityIds,
    offers: offers.map((offer) => ({
      ...(offer.id === undefined ? {} : { id: offer.id }),
      productId: offer.productId,
      tiers: (price === 'one' ? offer.tiers.slice(0, 1) : offer.tiers).map((tier) => ({
        fromQuantity: Number(tier.fromQuantity),
        unitPrice: Number(tier.unitPrice),
      })),
      goalQuantity: mayHaveGoal ? numberOf(offer.goalQuantity) : null,
      capQuantity: numberOf(offer.capQuantity),
      perCustomerLimit: numberOf(offer.perCustomerLimit),
    })),
  };
}
