import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { enqueue, enqueueAll, type Message } from '../outbox/outbox.js';
import { orderSms, tellCustomer } from '../customers/tell-customer.js';
import type { Order } from '../orders/order.entity.js';
import type { OrderLine } from '../orders/order-line.entity.js';
import { say } from '../words/say.js';

/** What is told of a paid order besides its own row. */
export interface PaidNews {
  /** Its name. */
  university: string;
  /** The customer's, digits; none where the account was left. */
  phone: string | null;
  lines: readonly Pick<OrderLine, 'productName' | 'options' | 'quantity'>[];
}

/** Slack hears number, university, items and amount, and nothing of the person; the customer gets an SMS. */
export function paidMessages(order: ToldOrder, { university, phone, lines }: PaidNews): Message[] {
  const items = lines.map((line) => `${line.productName}${optionText(line)} × ${line.quantity}`).join(', ');
  const slack: Message = {
    k: `order/${order.id}/paid/slack`,
    channel: 'slack',
    groupKey: `order/${order.id}/slack`,
    text: say('slack.paid', { number: order.number, university, items, total: order.total }),
    purpose: 'order',
  };
  const text = say('sms.paid', { total: order.total, number: order.number });
  return [slack, ...(phone ? [orderSms(order, phone, { what: 'paid', purpose: 'order', text })] : [])];
}

type ToldOrder = Pick<Order, 'id' | 'number' | 'customerId' | 'total'>;

/** Both are written by one statement. */
export const announcePaid = (tx: EntityManager, ctx: Context, order: ToldOrder, news: PaidNews): Promise<void> =>
  enqueueAll(tx, ctx, paidMessages(order, news));

const optionText = ({ options }: Pick<OrderLine, 'options'>) =>
  Object.keys(options).length > 0 ? ` (${Object.values(options).join(' / ')})` : '';

/** Money that came after the order had ended: the customer and Slack are told that it goes back. */
export async function announceLateCapture(
  tx: EntityManager,
  ctx: Context,
  order: Order,
  payment: { id: number; amount: number },
): Promise<void> {
  const { amount } = payment;
  await enqueue(tx, ctx, {
    k: `payment/${payment.id}/late/slack`,
    channel: 'slack',
    groupKey: `order/${order.id}/slack`,
    text: say('slack.late', { number: order.number, amount }),
    purpose: 'alert',
  });
  await tellCustomer(tx, ctx, order, {
    what: `late-${payment.id}`,
    purpose: 'refund',
    text: say('sms.late', { number: order.number, amount }),
  });
}
