/** Definite refusals after which people take over. */
export const REFUSALS_BEFORE_PEOPLE = 5;

/** A cancel without an answer may still be under way at Bootpay: repeated at once it can pay twice. */
const WAIT_MS = 10 * 60_000;

/** When a refund without a good answer is looked at again. */
export const nextTry = (now: Date): Date => new Date(now.getTime() + WAIT_MS);

/** What a receipt's cancelled_price (won) says about a refund that was sent: done, not done, or something we did not do. */
export function afterCancel({ before, amount, now }: { before: number; amount: number; now: number }): 'done' | 'not_yet' | 'unexplained' {
  if (now === before + amount) return 'done';
  return now === before ? 'not_yet' : 'unexplained';
}
