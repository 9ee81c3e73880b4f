import type { Context } from '../kernel/context.js';
import type { EncodedText } from '../kernel/encoded-text.js';
import { asCustomer } from '../kernel/actors.js';
import { sql } from '../database/sql.js';
import { notFound } from '../kernel/errors.js';
import { answerForMany } from './answer-for-many.js';
import { listPromotions } from './list-promotions.js';
import { viewPromotions } from './promotion-view.js';
import { offersWithinWall, seen } from './wall.js';

/**
 * One promotion, from what its university sees now; one that closed long ago is in no list and has a query of its own,
 * which is also what is asked for those behind the wall and for those that do not exist.
 * @throws AppError 404 for one that does not exist or does not reach the customer
 */
export async function showPromotion(ctx: Context, slug: string): Promise<EncodedText> {
  const live = (await listPromotions(ctx)).answerOf(slug);
  if (live) return live;
  const now = ctx.clock.now();
  const [view] = viewPromotions(await offersWithinWall(ctx, sql`${seen.promotion.slug} = ${slug}`), now);
  if (!view) throw notFound();
  return answerForMany('promotion', view, { universityId: asCustomer(ctx).universityId, now });
}
