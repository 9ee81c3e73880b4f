import type { Context } from '../kernel/context.js';
import { University } from '../catalog/university.entity.js';
import { Order } from '../orders/order.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { daysSinceMonday, koreanMidnight } from '../kernel/korean-time.js';

/** Seven bars, and as many days before them as this week's comparison with the last one can need. */
const DAYS_BACK = 13;

export interface DaySales {
  /** Midnight in Korea. */
  day: Date;
  won: number;
  orders: number;
}

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
  const days: DaySales[] = starts
    .slice(0, -1)
    .map((day, index) => ({ day, won: Number(row[`w${index}`] ?? 0), orders: Number(row[`n${index}`] ?? 0) }));
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
export async function waiting(ctx: Context) {
  const row = await ctx.db.manager
    .createQueryBuilder(Order, 'o')
    .select([])
    .addSelect(`SUM(CASE WHEN o.state = 'paid' AND o.releasedAt IS NOT NULL THEN 1 ELSE 0 END)`, 'prepare')
    .addSelect(`SUM(CASE WHEN o.state = 'preparing' THEN 1 ELSE 0 END)`, 'ship')
    .addSelect(`SUM(CASE WHEN o.state = 'return_requested' THEN 1 ELSE 0 END)`, 'returns')
    .addSelect(`MIN(CASE WHEN o.state <> 'return_requested' THEN o.releasedAt END)`, 'oldest')
    .where(`o.state IN ('paid', 'preparing', 'return_requested')`)
    .getRawOne<{ prepare: unknown; ship: unknown; returns: unknown; oldest: Date | string | null }>();
  return {
    prepare: Number(row?.prepare ?? 0),
    ship: Number(row?.ship ?? 0),
    returns: Number(row?.returns ?? 0),
    oldest: asDate(row?.oldest),
  };
}

/** What went back to customers since Monday. */
export async function moneyBack(ctx: Context, now: Date) {
  const from = koreanMidnight(now, -daysSinceMonday(now));
  const row = await ctx.db.manager
    .createQueryBuilder(Refund, 'r')
    .select([])
    .addSelect(`SUM(CASE WHEN r.state = 'done' AND r.doneAt >= :from THEN r.amount ELSE 0 END)`, 'won')
    .addSelect(`SUM(CASE WHEN r.state = 'done' AND r.doneAt >= :from THEN 1 ELSE 0 END)`, 'count')
    .addSelect(`SUM(CASE WHEN r.state IN ('manual', 'frozen') THEN 1 ELSE 0 END)`, 'stuck')
    .setParameter('from', from)
    .getRawOne<{ won: unknown; count: unknown; stuck: unknown }>();
  return { won: Number(row?.won ?? 0), count: Number(row?.count ?? 0), stuck: Number(row?.stuck ?? 0) };
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

// A raw MIN() of a time is a Date on MySQL and UTC text on SQLite.
function asDate(value: Date | string | null | undefined): Date | null {
  if (!value) return null;
  return value instanceof Date ? value : new Date(`${value.replace(' ', 'T').replace(/Z$/, '')}Z`);
}
