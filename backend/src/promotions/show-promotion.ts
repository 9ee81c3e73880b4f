import type { Context } from '../kernel/context.js';
import { sql } from '../database/sql.js';
import { notFound } from '../kernel/errors.js';
import { listPromotions } from './list-promotions.js';
import { type PromotionView, viewPromotions } from './promotion-view.js';
import { offersWithinWall, seen } from './wall.js';

/**
 * One promotion, from what its university sees now; one that closed long ago is in no list and has a query of its own,
 * which is also what is asked for those behind the wall and for those that do not exist.
 * @throws AppError 404 for one that does not exist or does not reach the customer
 */
export async function showPromotion(ctx: Context, slug: string): Promise<PromotionView> {
  const { promotions } = await listPromotions(ctx);
  const live = promotions.find((promotion) => promotion.slug === slug);
  if (live) return live;
  const [view] = viewPromotions(await offersWithinWall(ctx, sql`${seen.promotion.slug} = ${slug}`), ctx.clock.now());
  if (!view) throw notFound();
  return view;
}
