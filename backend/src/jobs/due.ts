import { IsNull, LessThanOrEqual, Not } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { COMPLETED_AFTER_MS, DELIVERED_AFTER_MS } from '../orders/complete-order.js';
import { Order } from '../orders/order.entity.js';
import { CANCELLABLE } from '../orders/rules/order-state.js';
import { Payment } from '../ledger/payment.entity.js';
import { QUIET_MS } from '../payments/read-probe.js';
import { ReceiptProbe } from '../payments/receipt-probe.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { Promotion } from '../promotions/promotion.entity.js';

// What is due now, oldest first, at most so many: a full batch is followed by the next at once.
const BATCH = 100;

/**
 * Those that wait for another of their receipt, or for the lease of a process that died, are left out: a batch full of them
 * would never get to the others.
 */
export async function dueRefunds(ctx: Context): Promise<number[]> {
  const rows = await ctx.db.manager
    .createQueryBuilder(Refund, 'refund')
    .select('refund.id', 'id')
    .innerJoin('refund.payment', 'payment')
    .where(`refund.state = 'due' AND refund.dueAt <= :now`, { now: ctx.clock.now() })
    .andWhere('(payment.lease IS NULL OR payment.leaseUntil < :now)')
    .andWhere(
      `NOT EXISTS (SELECT 1 FROM refunds other WHERE other.payment_id = refund.payment_id AND other.id <> refund.id
        AND other.state = 'due' AND other.attempts > 0 AND other.cancelled_before IS NOT NULL)`,
    )
    .orderBy('refund.dueAt')
    .limit(BATCH)
    .getRawMany<{ id: number }>();
  return rows.map((row) => row.id);
}

export async function expiredOrders(ctx: Context): Promise<number[]> {
  const where = { state: 'pending' as const, expiresAt: LessThanOrEqual(ctx.clock.now()) };
  const rows = await ctx.db.manager.find(Order, {
    where: [
      { ...where, pay: 'none' },
      { ...where, pay: 'failed' },
    ],
    select: { id: true },
    order: { expiresAt: 'ASC' },
    take: BATCH,
  });
  return rows.map((row) => row.id);
}

export async function duePayments(ctx: Context): Promise<number[]> {
  const nextCheckAt = LessThanOrEqual(ctx.clock.now());
  const rows = await ctx.db.manager.find(Payment, {
    where: [
      { state: 'confirming', nextCheckAt },
      { state: 'lapsed', nextCheckAt },
    ],
    select: { id: true },
    order: { nextCheckAt: 'ASC' },
    take: BATCH,
  });
  return rows.map((row) => row.id);
}

export async function closedPromotions(ctx: Context): Promise<number[]> {
  const where = { state: 'published' as const, closesAt: LessThanOrEqual(ctx.clock.now()) };
  const rows = await ctx.db.manager.find(Promotion, { where, select: { id: true }, order: { closesAt: 'ASC' }, take: BATCH });
  return rows.map((row) => row.id);
}

export async function arrivedOrders(ctx: Context): Promise<number[]> {
  const since = (ms: number) => LessThanOrEqual(new Date(ctx.clock.now().getTime() - ms));
  const where = [
    { state: 'shipped' as const, shippedAt: since(DELIVERED_AFTER_MS) },
    { state: 'delivered' as const, deliveredAt: since(COMPLETED_AFTER_MS) },
  ];
  const rows = await ctx.db.manager.find(Order, { where, select: { id: true }, take: BATCH });
  return rows.map((row) => row.id);
}

export async function dirtyReceipts(ctx: Context): Promise<string[]> {
  const quietSince = new Date(ctx.clock.now().getTime() - QUIET_MS);
  const dirtyAt = Not(IsNull());
  const where = [
    { dirtyAt, readAt: IsNull() },
    { dirtyAt, readAt: LessThanOrEqual(quietSince) },
  ];
  const rows = await ctx.db.manager.find(ReceiptProbe, { where, select: { receiptId: true }, order: { dirtyAt: 'ASC' }, take: BATCH });
  return rows.map((row) => row.receiptId);
}

/** Cancelled ones that still have orders to be cancelled. */
export async function cancelledPromotions(ctx: Context): Promise<number[]> {
  const rows = await ctx.db.manager
    .createQueryBuilder(Order, 'o')
    .innerJoin(Promotion, 'p', `p.id = o.promotionId AND p.state = 'cancelled'`)
    .select('DISTINCT o.promotionId', 'id')
    .where('o.state IN (:...states)', { states: CANCELLABLE })
    .getRawMany<{ id: number }>();
  return rows.map((row) => row.id);
}
