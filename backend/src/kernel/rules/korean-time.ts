/** How the clock in Korea stands to UTC: nine hours ahead, the year round. Nobody else reckons it, here or in the storefront. */
const AHEAD_MS = 9 * 3_600_000;
const DAY_MS = 86_400_000;

/** The same as a name for `Intl`, and as it stands behind a time. */
export const KOREA = 'Asia/Seoul';
export const KOREAN_OFFSET = '+09:00';

/** The clock in Korea, in the UTC fields of a date: read it with `getUTCHours()` and its like, and as no instant. */
export const inKorea = (at: Date | number): Date => new Date(Number(at) + AHEAD_MS);

/** The day in Korea, as `2026-11-22`. */
export const koreanDate = (at: Date | number): string => inKorea(at).toISOString().slice(0, 10);

/** The day in Korea as a number, to compare days. */
export const koreanDayNumber = (at: Date | number): number => Math.floor(inKorea(at).getTime() / DAY_MS);

/** The instant at which the day of `at` began in Korea, shifted by whole days. */
export const koreanMidnight = (at: Date | number, days = 0): Date => new Date((koreanDayNumber(at) + days) * DAY_MS - AHEAD_MS);
