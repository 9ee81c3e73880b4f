let offset = 0;

/** Learns the server's time from an answer, so that a countdown does not follow a wrong phone clock. @param serverTime ISO 8601 */
export function syncClock(serverTime: string): void {
  offset = Date.parse(serverTime) - Date.now();
}

/** ms since the epoch, by the server's clock. */
export const serverNow = (): number => Date.now() + offset;
