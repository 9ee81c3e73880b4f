import { University } from '../catalog/university.entity.js';
import { count, read, sum } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import type { Context } from '../kernel/context.js';
import { koreanMidnight } from '../kernel/rules/korean-time.js';
import { Order } from './order.entity.js';

const orders = table(Order);
const universities = table(University);

/**
 * Paid and not cancelled, per day in Korea, the last `days` and today, oldest first: each day by itself, added up from the index
 * orders_sold alone. The engines group dates differently, and a sum by CASE weighs every order for every day. Won.
 */
export async function readDailySales(ctx: Context, now: Date, days: number): Promise<{ day: Date; won: number; orders: number }[]> {
  const starts = Array.from({ length: days + 2 }, (_, index) => koreanMidnight(now, index - days));
  return Promise.all(starts.slice(0, -1).map((day, index) => readDay(ctx, day, starts[index + 1] as Date)));
}

async function readDay(ctx: Context, day: Date, next: Date): Promise<{ day: Date; won: number; orders: number }> {
  const [sold] = await read(
    ctx.db,
    SOLD,
    sql`FROM ${orders} WHERE ${orders.paidAt} >= ${day} AND ${orders.paidAt} < ${next} AND ${orders.state} <> ${'cancelled'}`,
  );
  return { day, won: sold?.won ?? 0, orders: sold?.orders ?? 0 };
}

const SOLD = { won: sum(orders.total), orders: count() };

/** Since `from`, of the five universities that bought most. Won. */
export async function readSalesByUniversity(ctx: Context, from: Date): Promise<{ name: string; won: number }[]> {
  const won = sum(orders.total);
  return read(
    ctx.db,
    { name: universities.name, won },
    sql`FROM ${orders} JOIN ${universities} ON ${universities.id} = ${orders.universityId}
      WHERE ${orders.paidAt} >= ${from} AND ${orders.state} <> ${'cancelled'}
      GROUP BY ${universities.id}, ${universities.name} ORDER BY ${won.piece} DESC LIMIT 5`,
  );
}

/** Since when the order waits that has waited longest for the parcel it was paid for; null where none does. */
export async function readLongestWaiting(ctx: Context): Promise<Date | null> {
  const longest = await Promise.all(
    (['paid', 'preparing'] as const).map((state) =>
      read(
        ctx.db,
        { releasedAt: orders.releasedAt },
        // One state at a time: the index has each in this order.
        sql`FROM ${orders} WHERE ${orders.state} = ${state} AND ${orders.releasedAt} IS NOT NULL ORDER BY ${orders.releasedAt} LIMIT 1`,
      ),
    ),
  );
  const times = longest.flat().flatMap(({ releasedAt }) => (releasedAt ? [releasedAt] : []));
  return times.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
}
