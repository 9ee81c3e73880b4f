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
