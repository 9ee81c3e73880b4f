/** What the pause looks at. */
interface Order {
  state: string;
  expiredAt: Date | null;
  endedByShop: boolean;
}

const EXPIRIES = 3;
const PAUSE_MS = 3_600_000;

/**
 * Seconds until orders can be placed again: after three in a row that ran out unpaid, an hour's pause. 0 for none.
 * Orders whose time the shop itself ended are passed over: they neither count nor come between.
 * @param latest the customer's orders, newest first
 */
export function pauseLeft(latest: readonly Order[], now: Date): number {
  const recent = latest.filter((order) => !order.endedByShop).slice(0, EXPIRIES);
  if (recent.length < EXPIRIES || recent.some((order) => order.state !== 'expired')) return 0;
  const last = Math.max(...recent.map((order) => order.expiredAt?.getTime() ?? 0));
  return Math.max(0, Math.ceil((last + PAUSE_MS - now.getTime()) / 1000));
}
