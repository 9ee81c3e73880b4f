import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { enqueueAll } from '../outbox/outbox.js';
import { randomId } from '../kernel/random.js';
import { table } from '../database/tables.js';
import { Customer } from './customer.entity.js';
import { heardPreviousPhone, isTheirs, type Phones } from './rules/phone-change.js';
import { say } from '../words/say.js';

const customers = table(Customer);

/** What of a customer has to be read for it. */
export const PHONES = {
  id: customers.id,
  phone: customers.phone,
  phoneVerifiedAt: customers.phoneVerifiedAt,
  phoneChangedAt: customers.phoneChangedAt,
  previousPhone: customers.previousPhone,
};

/** Tells the customer's phone, and for a day after a change the one before, that the password is another. */
export async function tellPasswordChanged(tx: EntityManager, ctx: Context, customer: Pick<Customer, 'id'> & Phones): Promise<void> {
  const { id, phone } = customer;
  const to = [isTheirs(customer) ? phone : null, heardPreviousPhone(customer, ctx.clock.now())].filter((number) => number !== null);
  const cause = `customer/${id}/password/${randomId()}`;
  const sms = { channel: 'sms', groupKey: `customer/${id}`, text: TEXT, purpose: 'notice', customerId: id } as const;
  await enqueueAll(
    tx,
    ctx,
    to.map((recipient, index) => ({ ...sms, k: `${cause}/${index}`, recipient })),
  );
}

const TEXT = say('sms.password_changed');
