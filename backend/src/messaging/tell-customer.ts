import type { EntityManager } from 'typeorm';
import type { Context } from '../context.js';
import { Customer } from '../customers/customer.entity.js';
import type { OutboxMessage } from './outbox-message.entity.js';
import { enqueue } from './outbox.js';

/**
 * An SMS to the customer of an order (not to the parcel's recipient), once per order and `what`.
 * @param message.text without the sender's name, which is put before it
 */
export async function tellCustomer(
  tx: EntityManager,
  ctx: Context,
  order: { id: number; customerId: number },
  message: { what: string; text: string; purpose: OutboxMessage['purpose'] },
): Promise<void> {
  const { phone } = await tx.findOneOrFail(Customer, { where: { id: order.customerId }, select: { id: true, phone: true } });
  if (!phone) return; // the account was left
  await enqueue(tx, ctx, {
    k: `order/${order.id}/${message.what}/sms`,
    channel: 'sms',
    groupKey: `order/${order.id}`,
    recipient: phone,
    text: `[MNG샵] ${message.text}`,
    purpose: message.purpose,
    customerId: order.customerId,
  });
}
