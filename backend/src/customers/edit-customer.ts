import type { EntityManager } from 'typeorm';
import { Customer } from './customer.entity.js';

/** Columns of a customer that verbs above change, each inside a transaction that holds the row. */
export async function editCustomer(
  tx: EntityManager,
  id: number,
  change: Partial<Pick<Customer, 'name' | 'phone' | 'phoneVerifiedAt' | 'phoneChangedAt' | 'previousPhone' | 'universityId'>>,
): Promise<void> {
  await tx.update(Customer, { id }, change);
}
