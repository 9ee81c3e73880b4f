/** What matches is counted so far, and can be leafed through so far: of more one asks by a filter, or from the other end. */
export const MOST_COUNTED = 10_000;

/** Whether a count says “more than that”. */
export const isMore = (count: number): boolean => count > MOST_COUNTED;

/** As people read it: `1,234`, and `10,000+` of more. */
export const countText = (count: number): string =>
  isMore(count) ? `${MOST_COUNTED.toLocaleString('ko-KR')}+` : count.toLocaleString('ko-KR');
