import type { Context } from '../context.js';
import { notFound } from '../errors.js';
import { type PromotionView, viewPromotions } from './promotion-view.js';
import { offersWithinWall } from './wall.js';

/** @throws AppError 404 for one that does not exist or does not reach the customer */
export async function showPromotion(ctx: Context, slug: string): Promise<PromotionView> {
  const offers = await offersWithinWall(ctx).andWhere('promotion.slug = :slug', { slug }).getMany();
  if (offers.length === 0) throw notFound();
  const [view] = await viewPromotions(ctx, offers);
  return view as PromotionView;
}
