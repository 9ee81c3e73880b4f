const KST = 9 * 60 * 60_000;
const DAY = 24 * 60 * 60_000;

/** The instant at which the day of `now` began in Korea, shifted by whole days. */
export function koreanMidnight(now: Date, days = 0): Date {
  return new Date(Math.floor((now.getTime() + KST) / DAY) * DAY - KST + days * DAY);
}

/** Days since Monday in Korea, 0 to 6. */
export const daysSinceMonday = (now: Date): number => (new Date(now.getTime() + KST).getUTCDay() + 6) % 7;
