import type { Context } from '../kernel/context.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { type OfferProgress, offerProgress, settlementProgress } from './promotion-progress.js';
import { University } from '../catalog/university.entity.js';
import { PromotionUniversity } from '../promotions/promotion-university.entity.js';
import { shownState } from '../promotions/rules/promotion-state.js';
import { kindOf } from '../promotions/rules/promotion-kind.js';
import { read, readRowOrFail } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const promotions = table(Promotion);
const reach = table(PromotionUniversity);
const universities = table(University);

/** Where a promotion is, whom it reaches, and each offer with what was sold. Prices in won. */
export async function readPromotionDetail(ctx: Context, promotionId: number) {
  const { manager } = ctx.db;
  const promotion = await readRowOrFail(manager, Promotion, sql`WHERE ${promotions.id} = ${promotionId}`);
  const phase = phaseOf(promotion, ctx.clock.now());
  const [offers, reached, settlement] = await Promise.all([
    offerProgress(manager, [promotionId]),
    read(
      manager,
      { name: universities.name },
      sql`FROM ${reach} JOIN ${universities} ON ${universities.id} = ${reach.universityId} WHERE ${reach.promotionId} = ${promotionId}`,
    ),
    isEnding(phase) && kindOf(promotion).buyersWait ? settlementProgress(manager, promotionId) : null,
  ]);
  return {
    phase,
    at: ctx.clock.now(),
    kind: promotion.kind,
    opensAt: promotion.opensAt,
    closesAt: promotion.closesAt,
    reachesAll: promotion.reachesAll,
    universities: reached.map(({ name }) => name),
    offers: offers.map(detailOf),
    settlement,
  };
}
export type PromotionDetail = Awaited<ReturnType<typeof readPromotionDetail>>;

const detailOf = ({ offer, sold, held, tier, priceNow, next }: OfferProgress) => ({
  id: offer.id,
  product: { id: offer.productId, name: offer.productName },
  tiers: offer.tiers,
  goalQuantity: offer.goalQuantity,
  capQuantity: offer.capQuantity,
  perCustomerLimit: offer.perCustomerLimit,
  sold,
  held,
  tier,
  priceNow,
  next,
  finalPrice: offer.finalPrice,
  outcome: offer.outcome,
});

const phaseOf = (promotion: Promotion, now: Date) =>
  promotion.state === 'draft' || promotion.state === 'cancelled' ? promotion.state : shownState(promotion, now);

const isEnding = (phase: ReturnType<typeof phaseOf>) => phase === 'closed' || phase === 'settled' || phase === 'failed';

/** What was sold of each of these promotions, by their ids as text: one query, however many there are. */
export async function readPromotionProgress(ctx: Context, promotionIds: readonly number[]) {
  const offers = await offerProgress(ctx.db.manager, promotionIds);
  const byPromotion = Map.groupBy(offers, ({ offer }) => String(offer.promotionId));
  return new Map([...byPromotion].map(([id, group]) => [id, group.map(detailOf)]));
}
export type PromotionProgress = PromotionDetail['offers'];
