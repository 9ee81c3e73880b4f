import { read } from '../database/read.js';
import { limit, type Sql, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import type { Context } from '../kernel/context.js';
import { eachOf } from '../kernel/each-of.js';
import { Order } from '../orders/order.entity.js';

const orders = table(Order);

const BATCH = 50;
/** Transactions at a time: commits then share a write to the disk, and shoppers still find a connection. */
const AT_ONCE = 4;

/**
 * Does `work` for every order that fits, a batch at a time by id; gives for how many it went well. One that fails holds
 * up no other: it is logged, and found again by the next run.
 * @param fitting over `orders`
 */
export async function eachOrder(ctx: Context, fitting: Sql, work: (order: Pick<Order, 'id' | 'number'>) => Promise<void>): Promise<number> {
  let done = 0;
  for (let after = 0; ;) {
    const batch = await read(
      ctx.db,
      { id: orders.id, number: orders.number },
      sql`FROM ${orders} WHERE ${fitting} AND ${orders.id} > ${after} ORDER BY ${orders.id} ${limit(BATCH)}`,
    );
    await eachOf(batch, AT_ONCE, async (order) => {
      try {
        await work(order);
        done++;
      } catch (error) {
        ctx.log.error({ order: order.id, err: error }, 'An order could not be brought to its end with its promotion');
      }
    });
    const last = batch.at(-1);
    if (!last || batch.length < BATCH) return done;
    after = last.id;
  }
}
