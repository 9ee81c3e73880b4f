const EXPIRIES = 3;
const PAUSE_MS = 3_600_000;

/**
 * Seconds until orders can be placed again: after three in a row that ran out unpaid, an hour's pause. 0 for none.
 * @param latest the customer's orders, newest first
 */
export function pauseLeft(latest: readonly { state: string; expiredAt: Date | null }[], now: Date): number {
  const recent = latest.slice(0, EXPIRIES);
  if (recent.length < EXPIRIES || recent.some((order) => order.state !== 'expired')) return 0;
  const last = Math.max(...recent.map((order) => order.expiredAt?.getTime() ?? 0));
  return Math.max(0, Math.ceil((last + PAUSE_MS - now.getTime()) / 1000));
}
