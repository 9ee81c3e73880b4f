/** States of a promotion. Source: the shop's own rules, "Promotions". */
const STORED_PROMOTION_STATES = ['draft', 'published', 'settled', 'failed', 'cancelled'] as const;
export type StoredPromotionState = (typeof STORED_PROMOTION_STATES)[number];

/** As students see it. Drafts and cancelled ones are not seen at all. */
export type ShownPromotionState = 'scheduled' | 'open' | 'closed' | 'settled' | 'failed';

/** Stored states whose promotions their universities may see. */
export const SHOWN_STATES = ['published', 'settled', 'failed'] as const satisfies readonly StoredPromotionState[];

/** What a published promotion is at an instant: scheduled / open / closed by `opensAt ≤ now < closesAt`. */
export function shownState(promotion: { state: StoredPromotionState; opensAt: Date; closesAt: Date }, now: Date): ShownPromotionState {
  switch (promotion.state) {
    case 'settled':
    case 'failed':
      return promotion.state;
    case 'published':
      if (now < promotion.opensAt) return 'scheduled';
      return now < promotion.closesAt ? 'open' : 'closed';
    case 'draft':
    case 'cancelled':
      throw new Error(`A ${promotion.state} promotion is shown to nobody.`);
  }
}
