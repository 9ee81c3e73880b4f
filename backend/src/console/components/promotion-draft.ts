import type { PromotionFormStart } from '../promotions/promotion-form.admin.js';
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
};

const text = (value: number | null) => (value === null ? '' : String(value));

export function toPromotionDraft(promotion: NonNullable<PromotionFormStart['promotion']>): PromotionDraft {
  return {
    ...promotion,
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

/** What the action's schema reads: instants in ISO 8601, prices in won. A sale has one tier and no goal. */
export function fromPromotionDraft({ offers, opensAt, closesAt, slug, kind, title, summary, reachesAll, universityIds }: PromotionDraft) {
  const { price, mayHaveGoal } = kindOf({ kind });
  return {
    slug,
    kind,
    title,
    summary,
    reachesAll,
    opensAt: fromKoreanInput(opensAt),
    closesAt: fromKoreanInput(closesAt),
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
