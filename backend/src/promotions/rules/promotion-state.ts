/** States of a promotion and the moves between them: the one table. Source: the shop's own rules, "Promotions". */
export type StoredPromotionState = keyof typeof NEXT;

const NEXT = {
  draft: ['published'],
  published: ['settled', 'failed', 'cancelled'],
  settled: [],
  failed: [],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>;

/** The states from which it may be reached: what a statement that writes it puts into its WHERE. */
export const promotionStatesBefore = (to: StoredPromotionState): StoredPromotionState[] =>
  (Object.keys(NEXT) as StoredPromotionState[]).filter((from) => (NEXT[from] as readonly string[]).includes(to));

/** As students see it. Drafts and cancelled ones are not seen at all. */
export const SHOWN_PROMOTION_STATES = ['scheduled', 'open', 'closed', 'settled', 'failed'] as const;
export type ShownPromotionState = (typeof SHOWN_PROMOTION_STATES)[number];

/** How an offer ended: whether its goal was met. One without a goal always meets it. */
export const OFFER_OUTCOMES = ['reached', 'missed'] as const;
export type OfferOutcome = (typeof OFFER_OUTCOMES)[number];

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
