import type { Context } from '../kernel/context.js';
import { OrderLine } from './order-line.entity.js';

/** The lines of an order that staff can still cancel, as their form draws them. Won. */
export async function readLiveLines(ctx: Context, orderId: number) {
  const lines = await ctx.db.manager.find(OrderLine, { where: { orderId, state: 'live' }, order: { id: 'ASC' } });
  return { lines: lines.map(({ id, productName, options, quantity, unitPrice }) => ({ id, productName, options, quantity, unitPrice })) };
}
export type LiveLines = Awaited<ReturnType<typeof readLiveLines>>;
