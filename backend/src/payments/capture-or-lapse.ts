import { type Context, OutsideError, type Receipt } from '../kernel/context.js';
import { conflict } from '../kernel/errors.js';
import { lapsePayment } from './lapse-payment.js';
import { recordCapture } from './record-capture.js';

/**
 * Asks Bootpay to capture a claimed receipt and stores the outcome. The holder of the lease alone calls it.
 * @param claimed.record how a capture is stored, by who knows the order; as `recordCapture` does it when left out
 * @returns `confirming` when the answer did not come: the money may have been taken, so nothing is given up
 * @throws AppError 409 `receipt_refused` when Bootpay said no and nothing was captured, or when what was captured goes back
 */
export async function captureOrLapse(
  ctx: Context,
  {
    receiptId,
    lease,
    receipt,
    record = recordCapture,
  }: { receiptId: string; lease: string; receipt: Receipt; record?: typeof recordCapture },
): Promise<'paid' | 'confirming'> {
  const outcome = receipt.waitsFor === 'confirm' ? await confirm(ctx, receiptId) : receipt;
  if (outcome?.state === 'paid') return stored(ctx, outcome, record);
  if (outcome?.state === 'dead' || outcome?.state === 'cancelled') {
    if (!(await lapsePayment(ctx, { receiptId, lease }))) return 'confirming';
    throw conflict('receipt_refused.not_captured');
  }
  return 'confirming';
}

async function stored(ctx: Context, receipt: Receipt, record: typeof recordCapture): Promise<'paid' | 'confirming'> {
  try {
    const recorded = await record(ctx, receipt);
    if (recorded === 'goes_back') throw conflict('receipt_refused.goes_back');
    return recorded === 'paid' ? 'paid' : 'confirming';
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    return 'confirming';
  }
}

// A refusal may come after an approval (a repeated confirm): the receipt itself has the last word.
async function confirm(ctx: Context, receiptId: string): Promise<Receipt | null> {
  try {
    return await ctx.payments.confirm(receiptId);
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    ctx.log.warn({ receiptId, kind: error.kind, code: error.code }, 'Bootpay did not confirm');
    const now = await ctx.payments.readReceipt(receiptId).catch(() => null);
    // Still waiting after a definite "no": it will not be captured by itself, but a late capture is watched for.
    if (error.kind === 'refused' && now?.waitsFor === 'confirm') return { ...now, state: 'dead', waitsFor: null };
    return now;
  }
}
