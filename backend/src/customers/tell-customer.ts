import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { read } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { Customer } from './customer.entity.js';
import type { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { enqueue, type Message } from '../outbox/outbox.js';
import type { Said } from '../words/say.js';

const customers = table(Customer);

export interface Told {
  what: string;
  text: Said;
  purpose: OutboxMessage['purpose'];
}

/** An SMS to the customer of an order (not to the parcel's recipient), once per order and `what`. */
export async function tellCustomer(tx: EntityManager, ctx: Context, order: { id: number; customerId: number }, told: Told): Promise<void> {
  const [customer] = await read(tx, { phone: customers.phone }, sql`FROM ${customers} WHERE ${customers.id} = ${order.customerId}`);
  if (!customer) throw new Error(`There is no customer ${order.customerId}.`);
  if (!customer.phone) return; // the account was left
  await enqueue(tx, ctx, orderSms(order, customer.phone, told));
}

/** The same as a message, for who has the phone at hand. */
export const orderSms = (order: { id: number; customerId: number }, phone: string, { what, text, purpose }: Told): Message => ({
  k: `order/${order.id}/${what}/sms`,
  channel: 'sms',
  groupKey: `order/${order.id}`,
  recipient: phone,
  text,
  purpose,
  customerId: order.customerId,
});
