import type { Context } from '../context.js';
import { type PromotionView, viewPromotions } from './promotion-view.js';
import { offersWithinWall } from './wall.js';

const DAYS_SHOWN_AFTER_CLOSING = 60;

/** What is offered to the customer's university: open ones by their end, then those to come, then what closed lately. */
export async function listPromotions(ctx: Context): Promise<PromotionView[]> {
  const since = new Date(ctx.clock.now().getTime() - DAYS_SHOWN_AFTER_CLOSING * 86_400_000);
  const offers = await offersWithinWall(ctx).andWhere('promotion.closesAt > :since', { since }).getMany();
  return (await viewPromotions(ctx, offers)).toSorted(inShopOrder);
}

const RANK = { open: 0, scheduled: 1, closed: 2, settled: 2, failed: 2 } as const;

function inShopOrder(a: PromotionView, b: PromotionView): number {
  const rank = RANK[a.state] - RANK[b.state];
  if (rank !== 0) return rank;
  if (a.state === 'scheduled') return a.opensAt.getTime() - b.opensAt.getTime();
  const soonest = a.closesAt.getTime() - b.closesAt.getTime();
  return a.state === 'open' ? soonest : -soonest;
}
