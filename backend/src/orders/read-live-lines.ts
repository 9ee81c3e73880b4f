import type { Context } from '../kernel/context.js';
import { OrderLine } from './order-line.entity.js';
import { readRows } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const orderLines = table(OrderLine);

/** The lines of an order that staff can still cancel, as their form draws them. Won. */
export async function readLiveLines(ctx: Context, orderId: number) {
  const lines = await readRows(
    ctx.db,
    OrderLine,
    sql`WHERE ${orderLines.orderId} = ${orderId} AND ${orderLines.state} = ${'live'} ORDER BY ${orderLines.id}`,
  );
  return { lines: lines.map(({ id, productName, options, quantity, unitPrice }) => ({ id, productName, options, quantity, unitPrice })) };
}
export type LiveLines = Awaited<ReturnType<typeof readLiveLines>>;
