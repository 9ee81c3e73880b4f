import type { EntityManager } from 'typeorm';
import type { Context, Receipt } from '../context.js';
import { execute, forUpdate, transact } from '../database.js';
import { cancelUnwanted } from '../orders/cancel-order.js';
import { Order } from '../orders/order.entity.js';
import { OrderLine } from '../orders/order-line.entity.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { announcePaid, announceLateCapture } from './announce-paid.js';
import { giveOtherAmountBack } from './give-other-amount-back.js';
import { Payment } from './payment.entity.js';
import { owe } from './refund-captured.js';
import { STATUS } from './rules/check-receipt.js';

/** `unsure`: the receipt told two things; nothing was written, and it has to be read again later. */
export type Recorded = 'paid' | 'goes_back' | 'unsure';

/**
 * Stores that Bootpay took the money: the order is paid, its units are sold, the news go out. Once, however often it is called.
 * Where the order ended meanwhile, or another amount was taken than it costs, all of it goes back.
 * @throws OutsideError where another amount was told and the receipt cannot be read again
 */
export async function recordCapture(ctx: Context, receipt: Receipt): Promise<Recorded> {
  const recorded = await record(ctx, receipt, null);
  if (recorded !== 'unsure') return recorded;
  // Money that was never taken cannot be given back: another amount is believed once the receipt says it again.
  const again = await ctx.payments.readReceipt(receipt.receiptId);
  return again.status === STATUS.paid ? record(ctx, again, receipt.price) : 'unsure';
}

/** @param told the amount in won that a reading before this one told; null for the first */
function record(ctx: Context, receipt: Receipt, told: number | null): Promise<Recorded> {
  return transact(ctx.db, async (tx) => {
    const { orderId } = await tx.findOneByOrFail(Payment, { receiptId: receipt.receiptId });
    const order = await tx.findOneOrFail(Order, { where: { id: orderId }, ...forUpdate(tx) });
    const payment = await tx.findOneOrFail(Payment, { where: { receiptId: receipt.receiptId }, ...forUpdate(tx) });
    if (payment.captured > 0) return payment.state === 'paid' ? 'paid' : 'goes_back';
    const fits = receipt.price === payment.amount;
    if (!fits && receipt.price !== told) return 'unsure';
    const inTime = order.state === 'pending' && order.pay === 'confirming' && payment.state === 'confirming';
    await storeCapture(tx, ctx, payment, receipt, inTime && fits);
    if (!inTime) await giveLateBack(tx, ctx, order, payment, receipt.price);
    else if (!fits) await giveOtherAmountBack(tx, ctx, order, payment, receipt.price);
    else await markPaid(tx, ctx, order);
    return inTime && fits ? 'paid' : 'goes_back';
  });
}

async function storeCapture(tx: EntityManager, ctx: Context, payment: Payment, receipt: Receipt, pays: boolean): Promise<void> {
  await tx.update(
    Payment,
    { id: payment.id },
    {
      // One that goes back stays lapsed: the order may have been paid by another receipt since, or still will.
      state: pays ? 'paid' : 'lapsed',
      captured: receipt.price,
      method: receipt.method,
      paidAt: ctx.clock.now(),
      nextCheckAt: null,
      lease: null,
      leaseUntil: null,
    },
  );
}

async function markPaid(tx: EntityManager, ctx: Context, order: Order): Promise<void> {
  const now = ctx.clock.now();
  const promotion = await tx.findOneByOrFail(Promotion, { id: order.promotionId });
  const releasedAt = promotion.kind === 'sale' ? now : null;
  const lines = await tx.findBy(OrderLine, { orderId: order.id });
  await tx.update(Order, { id: order.id }, { state: 'paid', pay: 'paid', paidAt: now, releasedAt });
  const unwanted = order.cancelRequestedAt ? order.cancelReason : promotion.state === 'cancelled' ? '프로모션이 취소됐어요.' : null;
  if (unwanted !== null) return cancelUnwanted(tx, ctx, order, unwanted);
  await announcePaid(tx, ctx, order, lines);
  await countSold(tx, lines);
}

async function countSold(tx: EntityManager, lines: readonly OrderLine[]): Promise<void> {
  for (const [offerId, group] of [...Map.groupBy(lines, (line) => line.offerId)].toSorted(([a], [b]) => a - b)) {
    const quantity = group.reduce((sum, line) => sum + line.quantity, 0);
    await execute(tx, 'UPDATE offer_counters SET sold = sold + ? WHERE offer_id = ?', [quantity, offerId]);
  }
}

async function giveLateBack(tx: EntityManager, ctx: Context, order: Order, payment: Payment, amount: number): Promise<void> {
  const reason = '주문이 끝난 뒤에 승인된 결제';
  await owe(tx, ctx, payment, { k: `payment/${payment.id}/late`, kind: 'late', reason, amount, lineId: null });
  await announceLateCapture(tx, ctx, order, { id: payment.id, amount });
}
