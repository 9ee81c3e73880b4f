/** An answer of "no" does not change by waiting long: ten tries in 17 minutes. */
const REFUSED = { tries: 10, longestWaitMs: 15 * 60_000 };
/** No answer is an outage, which may last a night: 24 tries in 13 hours, an hour apart at most, so that nobody has to resend. */
const UNANSWERED = { tries: 24, longestWaitMs: 3_600_000 };
const FIRST_WAIT_MS = 2_000;

/**
 * What becomes of a message after its n-th failed try: again after a wait that doubles, or an end.
 * @param failed.unanswered nothing came back, or a fault of the other side's own; false for a definite "no"
 * @param failed.expiresAt from when on it is no use any more; it is not waited for longer than that
 */
export function afterFailure(
  failed: { tries: number; unanswered: boolean; expiresAt: Date | null },
  now: Date,
): { state: 'due'; dueAt: Date } | { state: 'dead' } | { state: 'dropped' } {
  const { tries, longestWaitMs } = failed.unanswered ? UNANSWERED : REFUSED;
  if (failed.tries >= tries) return { state: 'dead' };
  const dueAt = new Date(now.getTime() + Math.min(longestWaitMs, FIRST_WAIT_MS * 2 ** (failed.tries - 1)));
  return isExpired(failed, dueAt) ? { state: 'dropped' } : { state: 'due', dueAt };
}

/** Whether a message has outlived its use, as a code that can be entered no more. */
export const isExpired = ({ expiresAt }: { expiresAt: Date | null }, now: Date): boolean => expiresAt !== null && expiresAt <= now;
