import { In, IsNull, Not } from 'typeorm';
import { University } from '../catalog/university.entity.js';
import type { Context } from '../kernel/context.js';
import { koreanMidnight } from '../kernel/rules/korean-time.js';
import { Order } from './order.entity.js';

/**
 * Paid and not cancelled, per day in Korea, the last `days` and today, oldest first: one query with a column per day, since
 * the engines group dates differently. Won.
 */
export async function readDailySales(ctx: Context, now: Date, days: number): Promise<{ day: Date; won: number; orders: number }[]> {
  const starts = Array.from({ length: days + 2 }, (_, index) => koreanMidnight(now, index - days));
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
    from: koreanMidnight(now, -days - 1),
    cancelled: 'cancelled',
  });
  const row = (await query.getRawOne<Record<string, string | number | null>>()) ?? {};
  return starts.slice(0, -1).map((day, index) => ({
    day,
    won: Number(row[`w${index}`] ?? 0),
    orders: Number(row[`n${index}`] ?? 0),
  }));
}

/** Since `from`, of the five universities that bought most. Won. */
export async function readSalesByUniversity(ctx: Context, from: Date): Promise<{ name: string; won: number }[]> {
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

/** Since when the order waits that has waited longest for the parcel it was paid for; null where none does. */
export async function readLongestWaiting(ctx: Context): Promise<Date | null> {
  const oldest = await ctx.db.manager.findOne(Order, {
    select: { id: true, releasedAt: true },
    where: { state: In(['paid', 'preparing']), releasedAt: Not(IsNull()) },
    order: { releasedAt: 'ASC' },
  });
  return oldest?.releasedAt ?? null;
}
