import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { enqueue } from '../outbox/outbox.js';
import { won } from '../words/rules/wording.js';
import { tellCustomer } from '../customers/tell-customer.js';
import { cancelUnpaid } from '../orders/cancel-order.js';
import { moveMoney } from '../orders/move-order.js';
import type { Order } from '../orders/order.entity.js';
import type { Payment } from '../ledger/payment.entity.js';
import { owe } from '../ledger/refund-captured.js';

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
  const reason = '주문 금액과 다르게 승인된 결제';
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
    text: `다른 금액 승인 ${number} · 주문 ${won(total)} · 승인 ${won(captured)} · 전액 돌려드려요. 영수증 ${payment.receiptId}`,
    purpose: 'alert',
  });
  const next = order.cancelRequestedAt ? '주문은 취소했어요.' : '주문은 아직 결제되지 않았어요. 주문 내역에서 다시 결제해 주세요.';
  await tellCustomer(tx, ctx, order, {
    what: `other-${payment.id}`,
    purpose: 'refund',
    text: `주문 ${number}에 주문 금액과 다른 ${won(captured)}이 승인돼서 전액 돌려드려요. ${next}`,
  });
}
