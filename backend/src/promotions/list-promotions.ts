import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import type { EncodedText } from '../kernel/encoded-text.js';
import { sql } from '../database/sql.js';
import { answerForMany } from './answer-for-many.js';
import { type PromotionView, viewPromotions } from './promotion-view.js';
import { sharedReads } from './shared-reads.js';
import { offersWithinWall, seen } from './wall.js';

const DAYS_SHOWN_AFTER_CLOSING = 60;

/** What one university sees now, with the answers made of it: read once, sent to all its students. */
export interface PromotionList {
  promotions: PromotionView[];
  /** The whole list. */
  answer: EncodedText;
  /** Of one promotion, by its slug; undefined where it is not among them. */
  answerOf: (slug: string) => EncodedText | undefined;
}

// Staff have not moved anything, and still the list is another: one opens or closes by itself.
const lists = sharedReads<PromotionList>(({ promotions }) =>
  promotions.flatMap(({ opensAt, closesAt }) => [opensAt.getTime(), closesAt.getTime()]),
);

/**
 * The promotions of the customer's university, read at most once in `settings.countsFreshMs` on this instance however many
 * watch them, and never past the instant at which one opens or closes.
 */
export function listPromotions(ctx: Context): Promise<PromotionList> {
  const { universityId } = asCustomer(ctx);
  return lists(ctx, String(universityId), () => read(ctx, universityId));
}

async function read(ctx: Context, universityId: number): Promise<PromotionList> {
  const now = ctx.clock.now();
  const since = new Date(now.getTime() - DAYS_SHOWN_AFTER_CLOSING * 86_400_000);
  const offers = await offersWithinWall(ctx, sql`${seen.promotion.closesAt} > ${since}`);
  const promotions = viewPromotions(offers, now).toSorted(inShopOrder);
  return {
    promotions,
    answer: answerForMany('promotions', promotions, { universityId, now }),
    answerOf: perSlug(promotions, (promotion) => answerForMany('promotion', promotion, { universityId, now })),
  };
}

// Made when somebody first opens its page.
function perSlug(promotions: readonly PromotionView[], make: (promotion: PromotionView) => EncodedText): PromotionList['answerOf'] {
  const made = new Map<string, EncodedText>();
  return (slug) => {
    const known = made.get(slug);
    if (known) return known;
    const promotion = promotions.find((one) => one.slug === slug);
    if (!promotion) return undefined;
    const fresh = make(promotion);
    made.set(slug, fresh);
    return fresh;
  };
}

const RANK = { open: 0, scheduled: 1, closed: 2, settled: 2, failed: 2 } as const;

/** Open ones by their end, then those to come, then what closed lately. */
function inShopOrder(a: PromotionView, b: PromotionView): number {
  const rank = RANK[a.state] - RANK[b.state];
  if (rank !== 0) return rank;
  if (a.state === 'scheduled') return a.opensAt.getTime() - b.opensAt.getTime();
  const soonest = a.closesAt.getTime() - b.closesAt.getTime();
  return a.state === 'open' ? soonest : -soonest;
}
