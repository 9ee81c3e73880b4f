import type { Context } from '../kernel/context.js';
import { readGivenBack } from '../ledger/read-given-back.js';
import { readDailySales, readLongestWaiting, readSalesByUniversity } from '../orders/read-sales.js';
import { ORDER_STATES } from '../orders/rules/order-state.js';
import { koreanMidnight } from '../kernel/rules/korean-time.js';
import { daysSinceMonday, koreanDay, lastMinute, type Period } from '../kernel/rules/period.js';
import { counted, listHref } from './counted.js';
import type { Visit } from './kit/visit.js';

/** Seven bars, and as many days before them as this week's comparison with the last one can need. */
const DAYS_BACK = 13;

export interface DaySales {
  /** Midnight in Korea. */
  day: Date;
  won: number;
  orders: number;
  /** The list of those orders. */
  href: string;
}

// A cancelled order is no sale; every other that was paid is one.
const SOLD = ORDER_STATES.filter((state) => state !== 'cancelled').join(',');
const soldIn = (period: Required<Period>) =>
  listHref('Order', {
    state: SOLD,
    'paidAt~~from': period.from.toISOString(),
    'paidAt~~to': lastMinute(period).toISOString(),
  });

/** What was paid and not cancelled, per day in Korea. */
export async function sales(ctx: Context, now: Date) {
  const read = await readDailySales(ctx, now, DAYS_BACK);
  const days: DaySales[] = read.map((sold) => ({ ...sold, href: soldIn(koreanDay(sold.day)) }));
  return summed(days, daysSinceMonday(now));
}

function summed(days: readonly DaySales[], sinceMonday: number) {
  const add = (from: number, to: number) => days.slice(from, to).reduce((sum, day) => sum + day.won, 0);
  const today = days.length - 1;
  const monday = today - sinceMonday;
  return {
    today: days[today]!,
    yesterday: days[today - 1]!,
    week: add(monday, today + 1),
    // As far into last week as this week has come, so that a Monday is compared with a Monday.
    lastWeek: monday >= 7 ? add(monday - 7, today - 6) : null,
    days: days.slice(-7),
  };
}

/** Orders that wait for hands, and since when. */
export async function waiting(visit: Visit, now: Date) {
  // Released until now: of a group buy that is still open nothing is prepared.
  const released = { 'releasedAt~~to': now.toISOString() };
  const [all, prepare, ship, returns, oldest] = await Promise.all([
    counted(visit, 'Order', { state: 'paid,preparing', ...released }),
    counted(visit, 'Order', { state: 'paid', ...released }),
    counted(visit, 'Order', { state: 'preparing' }),
    counted(visit, 'Order', { state: 'return_requested' }),
    readLongestWaiting(visit.ctx),
  ]);
  return { all, prepare, ship, returns, oldest };
}

/** What went back to customers since Monday. */
export async function moneyBack(visit: Visit, now: Date) {
  const from = koreanMidnight(now, -daysSinceMonday(now));
  const [won, done, stuck] = await Promise.all([
    readGivenBack(visit.ctx, from),
    counted(visit, 'Refund', { state: 'done', 'doneAt~~from': from.toISOString() }),
    counted(visit, 'Refund', { state: 'manual,frozen' }),
  ]);
  return { won, done, stuck };
}

/** This week's sales of the five universities that bought most. */
export function salesByUniversity(ctx: Context, now: Date) {
  return readSalesByUniversity(ctx, koreanMidnight(now, -daysSinceMonday(now)));
}
