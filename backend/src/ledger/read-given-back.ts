import type { Context } from '../kernel/context.js';
import { read, sum } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { Refund } from './refund.entity.js';

const refunds = table(Refund);

/** Won that went back to customers since `from`. */
export async function readGivenBack(ctx: Context, from: Date): Promise<number> {
  const [row] = await read(
    ctx.db,
    { won: sum(refunds.amount) },
    sql`FROM ${refunds} WHERE ${refunds.state} = ${'done'} AND ${refunds.doneAt} >= ${from}`,
  );
  return row?.won ?? 0;
}
