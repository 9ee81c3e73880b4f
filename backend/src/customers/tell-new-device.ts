import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { nameDevice } from '../kernel/device-name.js';
import { koreanDate } from '../kernel/rules/korean-time.js';
import { exists, readFirst } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { enqueue } from '../outbox/outbox.js';
import { say } from '../words/say.js';
import { Customer } from './customer.entity.js';
import { CustomerSession } from './customer-session.entity.js';

const sessions = table(CustomerSession);
const customers = table(Customer);
const messages = table(OutboxMessage);

/**
 * Tells the customer's proved phone that somebody signed in from a browser they never came from; once a day at most, however
 * often it calls itself something else. The first of all is no news. Called before the session is opened, with the customer's row locked.
 */
export async function tellNewDevice(tx: EntityManager, ctx: Context, customerId: number): Promise<void> {
  const { agent } = ctx;
  const theirs = sql`FROM ${sessions} WHERE ${sessions.customerId} = ${customerId} AND ${sessions.agent} <> ${''}`;
  if (!agent || !(await exists(tx, theirs)) || (await exists(tx, sql`${theirs} AND ${sessions.agent} = ${agent}`))) return;
  const proved = sql`FROM ${customers} WHERE ${customers.id} = ${customerId} AND ${customers.phoneVerifiedAt} IS NOT NULL`;
  const customer = await readFirst(tx, { phone: customers.phone }, proved);
  if (!customer?.phone) return;
  const k = `customer/${customerId}/device/${koreanDate(ctx.clock.now())}`;
  if (await exists(tx, sql`FROM ${messages} WHERE ${messages.k} = ${k}`)) return;
  const text = say('sms.new_device', { device: await nameDevice(agent) });
  await enqueue(tx, ctx, {
    k,
    channel: 'sms',
    groupKey: `customer/${customerId}`,
    recipient: customer.phone,
    text,
    purpose: 'notice',
    customerId,
  });
}
