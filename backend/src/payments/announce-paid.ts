import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { enqueue, enqueueAll, type Message } from '../outbox/outbox.js';
import { won } from '../words/rules/wording.js';
import { orderSms, tellCustomer } from '../customers/tell-customer.js';
import type { Order } from '../orders/order.entity.js';
import type { OrderLine } from '../orders/order-line.entity.js';

/** What is told of a paid order besides its own row. */
export interface PaidNews {
  /** Its name. */
  university: string;
  /** The customer's, digits; none where the account was left. */
  phone: string | null;
  lines: readonly Pick<OrderLine, 'productName' | 'options' | 'quantity'>[];
}

/** Slack hears number, university, items and amount, and nothing of the person; the customer gets an SMS. One statement. */
export async function announcePaid(tx: EntityManager, ctx: Context, order: Order, { university, phone, lines }: PaidNews): Promise<void> {
  const items = lines.map((line) => `${line.productName}${optionText(line)} × ${line.quantity}`).join(', ');
  const slack: Message = {
    k: `order/${order.id}/paid/slack`,
    channel: 'slack',
    groupKey: `order/${order.id}/slack`,
    text: `결제 완료 ${order.number} · ${university}\n${items}\n${won(order.total)}`,
    purpose: 'order',
  };
  const text = `${won(order.total)} 결제를 확인했어요. 주문 번호 ${order.number}. 진행 상황은 주문 내역에서 볼 수 있어요.`;
  const sms = phone ? [orderSms(order, phone, { what: 'paid', purpose: 'order', text })] : [];
  await enqueueAll(tx, ctx, [slack, ...sms]);
}

const optionText = ({ options }: Pick<OrderLine, 'options'>) =>
  Object.keys(options).length > 0 ? ` (${Object.values(options).join(' / ')})` : '';

/** Money that came after the order had ended: the customer and Slack are told that it goes back. */
export async function announceLateCapture(
  tx: EntityManager,
  ctx: Context,
  order: Order,
  payment: { id: number; amount: number },
): Promise<void> {
  const amount = won(payment.amount);
  await enqueue(tx, ctx, {
    k: `payment/${payment.id}/late/slack`,
    channel: 'slack',
    groupKey: `order/${order.id}/slack`,
    text: `늦은 승인 ${order.number} · ${amount}을 전액 돌려드려요.`,
    purpose: 'alert',
  });
  await tellCustomer(tx, ctx, order, {
    what: `late-${payment.id}`,
    purpose: 'refund',
    text: `이미 끝난 주문 ${order.number}의 결제 ${amount}이 승인돼서 전액 돌려드려요.`,
  });
}
