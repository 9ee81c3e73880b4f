import { In, IsNull, Not } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { University } from '../catalog/university.entity.js';
import { Order } from '../orders/order.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { ORDER_STATES } from '../orders/rules/order-state.js';
import { daysSinceMonday, koreanDay, koreanMidnight, lastMinute, type Period } from '../kernel/rules/period.js';
import { within } from '../lists/within.js';
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

/** Paid and not cancelled, per day in Korea: one query with a column per day, since the engines group dates differently. */
export async function sales(ctx: Context, now: Date) {
  const starts = Array.from({ length: DAYS_BACK + 2 }, (_, index) => koreanMidnight(now, index - DAYS_BACK));
  const query = ctx.db.manager.createQueryBuilder(Order, 'o').select([]);
  for (const [index, start] of starts.slice(0, -1).entries()) {
    const within = `o.paidAt >= :d${index} AND o.paidAt < :d${index + 1}`;
    query.addSelect(`SUM(CASE WHEN ${within} THEN o.total ELSE 0 END)`, `w${index}`);
    query.addSelect(`SUM(CASE WHEN ${within} THEN 1 ELSE 0 END)`, `n${index}`);
    query.setParameter(`d${index}`, start);
  }
  query.setParameter(`d${starts.length - 1}`, starts.at(-1));
  // Paid within an hour of being placed: the bound lets the index on placed_at do the work.
  query.where('o.placedAt >= :from AND o.paidAt >= :d0 AND o.state <> :cancelled', {
    from: koreanMidnight(now, -DAYS_BACK - 1),
    cancelled: 'cancelled',
  });
  const row = (await query.getRawOne<Record<string, string | number | null>>()) ?? {};
  const days: DaySales[] = starts.slice(0, -1).map((day, index) => ({
    day,
    won: Number(row[`w${index}`] ?? 0),
    orders: Number(row[`n${index}`] ?? 0),
    href: soldIn(koreanDay(day)),
  }));
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
    visit.ctx.db.manager.findOne(Order, {
      select: { id: true, releasedAt: true },
      where: { state: In(['paid', 'preparing']), releasedAt: Not(IsNull()) },
      order: { releasedAt: 'ASC' },
    }),
  ]);
  return { all, prepare, ship, returns, oldest: oldest?.releasedAt ?? null };
}

/** What went back to customers since Monday. */
export async function moneyBack(visit: Visit, now: Date) {
  const from = koreanMidnight(now, -daysSinceMonday(now));
  const [won, done, stuck] = await Promise.all([
    visit.ctx.db.manager.sum(Refund, 'amount', { state: 'done', doneAt: within({ from }) }),
    counted(visit, 'Refund', { state: 'done', 'doneAt~~from': from.toISOString() }),
    counted(visit, 'Refund', { state: 'manual,frozen' }),
  ]);
  return { won: won ?? 0, done, stuck };
}

/** This week's sales of the five universities that bought most. */
export async function salesByUniversity(ctx: Context, now: Date) {
  const from = koreanMidnight(now, -daysSinceMonday(now));
  const rows = await ctx.db.manager
    .createQueryBuilder(Order, 'o')
    .innerJoin(University, 'u', 'u.id = o.universityId')
    .select('u.name', 'name')
    .addSelect('SUM(o.total)', 'won')
    .where('o.placedAt >= :early AND o.paidAt >= :from AND o.state <> :cancelled', {
      early: koreanMidnight(from, -1),
      from,
      cancelled: 'cancelled',
    })
    .groupBy('u.id')
    .addGroupBy('u.name')
    .orderBy('SUM(o.total)', 'DESC')
    .limit(5)
    .getRawMany<{ name: string; won: unknown }>();
  return rows.map(({ name, won }) => ({ name, won: Number(won) }));
}
