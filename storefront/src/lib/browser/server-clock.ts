let offset: number | undefined;

/**
 * Learns the server's time from an answer, so that a countdown does not follow a wrong phone clock. An answer is only ever
 * late, and one that was not sent again (304) very late: the one that puts the server furthest ahead is the nearest.
 * @param serverTime ISO 8601
 */
export function syncClock(serverTime: string): void {
  const told = Date.parse(serverTime) - Date.now();
  offset = offset === undefined ? told : Math.max(offset, told);
}

/** ms since the epoch, by the server's clock. */
export const serverNow = (): number => Date.now() + (offset ?? 0);
