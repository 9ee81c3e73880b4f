import type { OutboxChannel } from './message.js';

/** An answer of "no" does not change by waiting long: ten tries in 17 minutes. */
const REFUSED = { tries: 10, longestWaitMs: 15 * 60_000 };
/**
 * No answer is an outage, which may last a night: 24 tries in 13 hours, an hour apart at most, so that nobody has to resend.
 * The hour is for a dead provider's sake; what waits hears of its return sooner, by `isProbe` and by whatever gets through.
 */
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

/**
 * No waiting message is tried more often than this ahead of its turn. The SMS provider is asked whether it has a message
 * already; Slack cannot be, and where only its answers are lost would show the same one each time.
 */
export const PROBE_EVERY_MS = { sms: 60_000, slack: 600_000 } as const satisfies Record<OutboxChannel, number>;

/**
 * Whether the oldest message that waits for an unanswering channel is tried once ahead of its turn, to see whether the
 * channel is back. It is one message a minute (for Slack, ten) however many wait, and no answer then is no failed try.
 */
export const isProbe = ({ triedAt }: { triedAt: Date | null }, channel: OutboxChannel, now: Date): boolean =>
  triedAt !== null && now.getTime() - triedAt.getTime() >= PROBE_EVERY_MS[channel];
