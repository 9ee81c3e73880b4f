import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { allow } from '../access/allow.js';
import { changedMeanwhile } from '../database/versions.js';
import { moveClosing, refusedClosing } from './move-closing.js';
import { holdPromotion } from '../promotions/hold-promotion.js';
import { lockProducts, refuseOverlaps } from '../promotions/refuse-overlaps.js';
import { checkExtension } from '../promotions/rules/closing-change.js';
import { offersOf, universitiesOf } from '../promotions/stored-promotion.js';
import { staffReason } from '../promotions/staff-reason.js';

const MOVED = 'changed_meanwhile.closing';

export interface ExtendPromotionInput {
  id: number;
  /** The closing that the extension was decided on; left out, whatever it is. */
  from?: Date | undefined;
  /** Later than it is, at most 30 days; 90 days after opening. */
  closesAt: Date;
  reason: string;
}

/**
 * Moves the closing of a promotion that has not closed yet. Who takes part is told: they wait longer for their price.
 * Sent again, it is moved once.
 * @throws AppError 403; 404; 409 `changed_meanwhile`, `not_published`, `promotion_closed`, `overlap`; 422 for time and reason
 */
export async function extendPromotion(ctx: Context, input: ExtendPromotionInput): Promise<void> {
  allow(ctx, 'promotions', 'write');
  const reason = staffReason(input.reason);
  await transact(ctx.db, async (tx) => {
    const promotion = await holdPromotion(tx, input.id);
    if (input.from && input.from.getTime() !== promotion.closesAt.getTime()) {
      if (input.closesAt.getTime() === promotion.closesAt.getTime()) return;
      throw changedMeanwhile(MOVED);
    }
    const verdict = checkExtension(promotion, input.closesAt, ctx.clock.now());
    if (!verdict.ok) throw refusedClosing(verdict.reason);
    const [offers, universityIds] = [await offersOf(tx, input.id), await universitiesOf(tx, input.id)];
    await lockProducts(tx, offers);
    await refuseOverlaps(tx, ctx, { promotion, universityIds, offers });
    await moveClosing(tx, ctx, promotion, { kind: 'extended', closesAt: input.closesAt, action: 'extendPromotion', reason });
  });
}
