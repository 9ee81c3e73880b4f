import { University } from '../catalog/university.entity.js';
import { read, sum } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import type { Context } from '../kernel/context.js';
import { koreanMidnight } from '../kernel/rules/korean-time.js';
import { Order } from './order.entity.js';

const orders = table(Order);
const universities = table(University);

/**
 * Paid and not cancelled, per day in Korea, the last `days` and today, oldest first: one query with a column per day, since
 * the engines group dates differently. Won.
 */
export async function readDailySales(ctx: Context, now: Date, days: number): Promise<{ day: Date; won: number; orders: number }[]> {
  const starts = Array.from({ length: days + 2 }, (_, index) => koreanMidnight(now, index - days));
  const perDay = starts.slice(0, -1).map((start, index) => {
    const within = sql`${orders.paidAt} >= ${start} AND ${orders.paidAt} < ${starts[index + 1] as Date}`;
    return {
      won: sum(sql`CASE WHEN ${within} THEN ${orders.total} ELSE 0 END`),
      orders: sum(sql`CASE WHEN ${within} THEN 1 ELSE 0 END`),
    };
  });
  // Paid within an hour of being placed: the bound lets the index on placed_at do the work.
  const [row] = await read(
    ctx.db,
    Object.fromEntries(perDay.entries()),
    sql`FROM ${orders} WHERE ${orders.placedAt} >= ${koreanMidnight(now, -days - 1)} AND ${orders.paidAt} >= ${starts[0] as Date}
      AND ${orders.state} <> ${'cancelled'}`,
  );
  return starts.slice(0, -1).map((day, index) => ({ day, won: row?.[index]?.won ?? 0, orders: row?.[index]?.orders ?? 0 }));
}

/** Since `from`, of the five universities that bought most. Won. */
export async function readSalesByUniversity(ctx: Context, from: Date): Promise<{ name: string; won: number }[]> {
  const won = sum(orders.total);
  return read(
    ctx.db,
    { name: universities.name, won },
    sql`FROM ${orders} JOIN ${universities} ON ${universities.id} = ${orders.universityId}
      WHERE ${orders.placedAt} >= ${koreanMidnight(from, -1)} AND ${orders.paidAt} >= ${from} AND ${orders.state} <> ${'cancelled'}
      GROUP BY ${universities.id}, ${universities.name} ORDER BY ${won.piece} DESC LIMIT 5`,
  );
}

/** Since when the order waits that has waited longest for the parcel it was paid for; null where none does. */
export async function readLongestWaiting(ctx: Context): Promise<Date | null> {
  const waiting = sql`${orders.state} IN ${['paid', 'preparing']} AND ${orders.releasedAt} IS NOT NULL`;
  const longest = sql`FROM ${orders} WHERE ${waiting} ORDER BY ${orders.releasedAt} LIMIT 1`;
  const [oldest] = await read(ctx.db, { releasedAt: orders.releasedAt }, longest);
  return oldest?.releasedAt ?? null;
}
