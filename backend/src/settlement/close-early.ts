import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { allow } from '../access/allow.js';
import { moveClosing, refusedClosing } from './move-closing.js';
import { holdPromotion } from '../promotions/hold-promotion.js';
import { checkCloseEarly } from '../promotions/rules/closing-change.js';
import { staffReason } from '../promotions/staff-reason.js';

/**
 * Closes an open promotion now: nothing can be ordered any more, the settlement job takes it, who takes part is told.
 * Who is paying may end: the settlement waits for them.
 * @throws AppError 403; 404; 409 `not_published`, `not_open_yet`, `promotion_closed`; 422 for the reason
 */
export async function closeEarly(ctx: Context, input: { id: number; reason: string }): Promise<void> {
  allow(ctx, 'promotions', 'write');
  const reason = staffReason(input.reason);
  await transact(ctx.db, async (tx) => {
    const promotion = await holdPromotion(tx, input.id);
    // After the wait for the row: what was ordered meanwhile came in time.
    const now = ctx.clock.now();
    const verdict = checkCloseEarly(promotion, now);
    if (!verdict.ok) throw refusedClosing(verdict.reason);
    await moveClosing(tx, ctx, promotion, { kind: 'closed_early', closesAt: now, action: 'closeEarly', reason });
  });
}
