import type { StoredPromotionState } from './promotion-state.js';

const DAY_MS = 86_400_000;
/** People have paid and wait: one extension reaches this far, and all of them together no further than the second. */
export const LONGEST_EXTENSION_DAYS = 30;
export const LONGEST_SALE_DAYS = 90;

export interface Closing {
  state: StoredPromotionState;
  opensAt: Date;
  closesAt: Date;
}

export type ClosingRefusal = 'not_published' | 'not_open_yet' | 'closed' | 'not_later' | 'too_far' | 'too_long';
type Verdict = { ok: true } | { ok: false; reason: ClosingRefusal };

/** Whether it can be closed at `now`, before its time: only while it is open, since before that it is cancelled instead. */
export function checkCloseEarly({ state, opensAt, closesAt }: Closing, now: Date): Verdict {
  if (state !== 'published') return { ok: false, reason: 'not_published' };
  if (now >= closesAt) return { ok: false, reason: 'closed' };
  return now <= opensAt ? { ok: false, reason: 'not_open_yet' } : { ok: true };
}

/** Whether its closing can be moved to `to`: later than it is and before it has closed, within the limits above. */
export function checkExtension({ state, opensAt, closesAt }: Closing, to: Date, now: Date): Verdict {
  if (state !== 'published') return { ok: false, reason: 'not_published' };
  if (now >= closesAt) return { ok: false, reason: 'closed' };
  if (!(to > closesAt)) return { ok: false, reason: 'not_later' };
  if (to.getTime() > closesAt.getTime() + LONGEST_EXTENSION_DAYS * DAY_MS) return { ok: false, reason: 'too_far' };
  return to.getTime() > opensAt.getTime() + LONGEST_SALE_DAYS * DAY_MS ? { ok: false, reason: 'too_long' } : { ok: true };
}

/** Where a copy goes: as many whole weeks later as bring its opening behind `now`, at the same hour of the same weekday. */
export function shiftedTimes({ opensAt, closesAt }: Pick<Closing, 'opensAt' | 'closesAt'>, now: Date): { opensAt: Date; closesAt: Date } {
  const week = 7 * DAY_MS;
  const weeks = Math.max(0, Math.floor((now.getTime() - opensAt.getTime()) / week) + 1);
  const later = (at: Date) => new Date(at.getTime() + weeks * week);
  return { opensAt: later(opensAt), closesAt: later(closesAt) };
}
