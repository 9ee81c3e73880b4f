import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { enqueue } from '../outbox/outbox.js';
import { tellCustomer } from '../customers/tell-customer.js';
import { cancelUnpaid } from '../orders/cancel-order.js';
import { moveMoney } from '../orders/move-order.js';
import type { Order } from '../orders/order.entity.js';
import type { Payment } from '../ledger/payment.entity.js';
import { owe } from '../ledger/refund-captured.js';
import { say } from '../words/say.js';
import { told } from '../words/sentence.js';

/**
 * Bootpay took another amount (won) than the order costs: all of it is owed back, the order stays unpaid and can be paid
 * again. Inside the transaction that stored the capture and holds the order's row.
 */
export async function giveOtherAmountBack(
  tx: EntityManager,
  ctx: Context,
  order: Order,
  payment: Payment,
  captured: number,
): Promise<void> {
  const reason = told('reason.other_amount');
  await moveMoney(tx, order.id, 'failed');
  await owe(tx, ctx, payment, { k: `payment/${payment.id}/other`, kind: 'late', reason, amount: captured, lineId: null });
  await announce(tx, ctx, order, payment, captured);
  if (order.cancelRequestedAt) await cancelUnpaid(tx, ctx, order, order.cancelReason);
}

async function announce(tx: EntityManager, ctx: Context, order: Order, payment: Payment, captured: number): Promise<void> {
  const { number, total } = order;
  const difference = `order ${total} won, captured ${captured} won`;
  ctx.log.error({ order: number, receiptId: payment.receiptId, difference }, 'Bootpay took another amount than the order costs');
  await enqueue(tx, ctx, {
    k: `payment/${payment.id}/other/slack`,
    channel: 'slack',
    groupKey: 'alerts',
    text: say('slack.other_amount', { number, total, captured, receiptId: payment.receiptId }),
    purpose: 'alert',
  });
  await tellCustomer(tx, ctx, order, {
    what: `other-${payment.id}`,
    purpose: 'refund',
    text: say('sms.other_amount', { number, captured, cancelled: order.cancelRequestedAt !== null }),
  });
}
