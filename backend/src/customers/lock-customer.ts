import type { EntityManager } from 'typeorm';
import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { notSignedIn } from '../kernel/errors.js';
import { Customer } from './customer.entity.js';
import { readRow } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const customers = table(Customer);

/**
 * The row of the customer who asks, locked: leaving may have come between the door and this transaction, and what is
 * written after it would be personal data that nobody erases. @throws AppError 401 when the account was left
 */
export async function lockCustomer(tx: EntityManager, ctx: Context): Promise<Customer> {
  const customer = await readRow(
    tx,
    Customer,
    sql`WHERE ${customers.id} = ${asCustomer(ctx).id} AND ${customers.leftAt} IS NULL ${FOR_UPDATE}`,
  );
  if (!customer) throw notSignedIn();
  return customer;
}
