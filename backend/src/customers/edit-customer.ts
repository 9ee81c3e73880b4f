import type { EntityManager } from 'typeorm';
import { Customer } from './customer.entity.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';

const customers = table(Customer);

/** Columns of a customer that verbs above change, each inside a transaction that holds the row. */
export async function editCustomer(
  tx: EntityManager,
  id: number,
  change: Partial<Pick<Customer, 'name' | 'phone' | 'phoneVerifiedAt' | 'phoneChangedAt' | 'previousPhone' | 'universityId'>>,
): Promise<void> {
  await updateRows(tx, Customer, change, sql`${customers.id} = ${id}`);
}

/**
 * Ends what other accounts claim of a phone that has just proved to be this one's: it opens them no more, and they order
 * nothing until they prove another. What was bought under it goes on counting under it.
 */
export async function endClaims(tx: EntityManager, id: number, phone: string): Promise<void> {
  await updateRows(
    tx,
    Customer,
    { phoneVerifiedAt: null },
    sql`${customers.phone} = ${phone} AND ${customers.phoneVerifiedAt} IS NOT NULL AND ${customers.id} <> ${id}`,
  );
}
