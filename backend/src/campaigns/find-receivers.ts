import type { EntityManager } from 'typeorm';
import { read } from '../database/read.js';
import { sql } from '../database/sql.js';
import { type Table, table } from '../database/tables.js';
import { Customer } from '../customers/customer.entity.js';
import { mayDeliverNow } from '../outbox/rules/may-deliver.js';
import type { ReceiverCount } from './rules/receivers.js';
import { smsConsents } from '../customers/sms-consents.js';

const customers = table(Customer);

const CUSTOMERS_A_QUERY = 500;
const PURPOSES = ['notice', 'advertising'] as const;
export type CampaignPurpose = (typeof PURPOSES)[number];

/** Those who get it and why the others don't, for each purpose. `T` is what was read of a customer: the phone only where it is needed. */
type Found<T> = Record<CampaignPurpose, { receivers: T[]; count: ReceiverCount }>;

/**
 * Decides for each of these customers whether a text may reach them at `now`: one place, for the form that shows the count
 * and for the send that must agree with it.
 * @param customerIds without repetition
 */
export async function findReceivers<C extends 'id' | 'phone'>(
  tx: EntityManager,
  customerIds: readonly number[],
  { columns, now }: { columns: readonly C[]; now: Date },
): Promise<Found<Pick<Customer, 'id' | C>>> {
  const found = { notice: nobodyOf(customerIds.length), advertising: nobodyOf(customerIds.length) } as Found<Pick<Customer, 'id' | C>>;
  const shape = Object.fromEntries(['id' as const, ...columns].map((name) => [name, customers[name]])) as Pick<Table<Customer>, 'id' | C>;
  for (let from = 0; from < customerIds.length; from += CUSTOMERS_A_QUERY) {
    const ids = customerIds.slice(from, from + CUSTOMERS_A_QUERY);
    const here = sql`FROM ${customers} WHERE ${customers.id} IN ${ids} AND ${customers.leftAt} IS NULL ORDER BY ${customers.id}`;
    const people = (await read(tx, shape, here)) as Pick<Customer, 'id' | C>[];
    const consentsOf = await smsConsents(tx, ids, now);
    for (const purpose of PURPOSES) {
      const { receivers, count } = found[purpose];
      count.dropped.left += ids.length - people.length;
      for (const customer of people) {
        const delivery = mayDeliverNow(purpose, consentsOf(customer.id), now);
        if (delivery.ok) receivers.push(customer);
        else count.dropped[delivery.reason === 'night' ? 'night' : 'noConsent']++;
      }
      count.receives = receivers.length;
    }
  }
  return found;
}

const nobodyOf = (matched: number) => ({
  receivers: [],
  count: { matched, receives: 0, dropped: { left: 0, noConsent: 0, night: 0 } } satisfies ReceiverCount,
});
