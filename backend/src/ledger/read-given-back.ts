import { within } from '../lists/within.js';
import type { Context } from '../kernel/context.js';
import { Refund } from './refund.entity.js';

/** Won that went back to customers since `from`. */
export async function readGivenBack(ctx: Context, from: Date): Promise<number> {
  return (await ctx.db.manager.sum(Refund, 'amount', { state: 'done', doneAt: within({ from }) })) ?? 0;
}
