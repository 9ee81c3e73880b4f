import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { type AppError, conflict } from '../kernel/errors.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { holdPromotion } from '../promotions/hold-promotion.js';
import { settlePromotion } from './settle-promotion.js';
import { staffReason } from '../promotions/staff-reason.js';

/** How long the answer waits for the end, in ms: a settlement of thousands goes on without whoever asked for it. */
const PATIENCE_MS = 3_000;

/**
 * Begins the settlement of a closed promotion without waiting for the job, or goes on with it. The same verb as the job's,
 * so both at once do no harm, and a server that ends leaves the rest to the job.
 * @returns how far it is; `running` where that takes longer than an answer may
 * @throws AppError 403; 404; 409 `not_closed`, `not_published`; 422 for the reason
 */
export async function settleNow(
  ctx: Context,
  input: { id: number; reason: string },
  patienceMs: number = PATIENCE_MS,
): Promise<Awaited<ReturnType<typeof settlePromotion>> | 'running'> {
  allow(ctx, 'promotions', 'write');
  const { id } = input;
  const reason = staffReason(input.reason);
  await transact(ctx.db, async (tx) => {
    const promotion = await holdPromotion(tx, id);
    const refusal = refusalOf(promotion, ctx.clock.now());
    if (refusal) throw refusal;
    await audit(tx, ctx, { action: 'settleNow', resource: 'promotions', recordId: id, reason });
  });
  const settling = settlePromotion({ ...ctx, actor: { kind: 'system' } }, id);
  const timer = Promise.withResolvers<'running'>();
  const end = setTimeout(() => timer.resolve('running'), patienceMs);
  // Said in the log when it fails after the answer; the job tries again.
  settling.catch((error: unknown) => ctx.log.error({ promotion: id, err: error }, 'A settlement that staff began failed'));
  return Promise.race([settling, timer.promise]).finally(() => clearTimeout(end));
}

function refusalOf({ state, closesAt }: { state: string; closesAt: Date }, now: Date): AppError | null {
  if (state !== 'published') return conflict('not_published.settle');
  return closesAt > now ? conflict('not_closed') : null;
}
