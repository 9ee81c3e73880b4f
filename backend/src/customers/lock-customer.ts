import { type EntityManager, IsNull } from 'typeorm';
import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { forUpdate } from '../database/database.js';
import { notSignedIn } from '../kernel/errors.js';
import { Customer } from './customer.entity.js';

/**
 * The row of the customer who asks, locked: leaving may have come between the door and this transaction, and what is
 * written after it would be personal data that nobody erases. @throws AppError 401 when the account was left
 */
export async function lockCustomer(tx: EntityManager, ctx: Context): Promise<Customer> {
  const customer = await tx.findOne(Customer, { where: { id: asCustomer(ctx).id, leftAt: IsNull() }, ...forUpdate(tx) });
  if (!customer) throw notSignedIn();
  return customer;
}
