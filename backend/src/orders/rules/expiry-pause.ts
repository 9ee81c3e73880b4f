/** What the pause looks at. */
interface Order {
  state: string;
  expiredAt: Date | null;
  cancelledAt: Date | null;
  /** Null where nothing was ever paid for it. */
  paidAt: Date | null;
  endedByShop: boolean;
}

const EXPIRIES = 3;
const PAUSE_MS = 3_600_000;

/**
 * Seconds until orders can be placed again: after three in a row that ran out or were cancelled unpaid, an hour's pause. 0 for none.
 * Orders whose time the shop itself ended are passed over: they neither count nor come between.
 * @param latest the customer's orders, newest first
 */
export function pauseLeft(latest: readonly Order[], now: Date): number {
  const recent = latest.filter((order) => !order.endedByShop).slice(0, EXPIRIES);
  if (recent.length < EXPIRIES || !recent.every(isLeftUnpaid)) return 0;
  const last = Math.max(...recent.map(({ expiredAt, cancelledAt }) => (expiredAt ?? cancelledAt)?.getTime() ?? 0));
  return Math.max(0, Math.ceil((last + PAUSE_MS - now.getTime()) / 1000));
}

// To cancel and order anew holds stock for as long as to let it run out.
const isLeftUnpaid = ({ state, paidAt }: Order): boolean => state === 'expired' || (state === 'cancelled' && paidAt === null);
