import { asCustomer } from '../actors.js';
import type { Context } from '../context.js';
import { AppError } from '../errors.js';
import { Order } from './order.entity.js';

/** The answer that was first given to this customer's key; null for a new key. @throws AppError 422 for another body under it */
export async function repeatedPlacement(ctx: Context, idemKey: string, idemHash: string): Promise<string | null> {
  const first = await ctx.db.manager.findOne(Order, {
    where: { customerId: asCustomer(ctx).id, idemKey },
    select: { id: true, idemHash: true, placementAnswer: true },
  });
  if (!first) return null;
  if (first.idemHash !== idemHash) {
    throw new AppError(422, 'idempotency_mismatch', '같은 요청 번호로 다른 주문이 왔어요. 화면을 새로 고친 뒤 다시 주문해 주세요.');
  }
  return first.placementAnswer;
}
