import { read } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { formerHoldersOf, holderOf } from '../holds/limit-holder.js';
import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { Customer } from './customer.entity.js';

const customers = table(Customer);
const HOLDER = { id: customers.id, phone: customers.phone, phoneVerifiedAt: customers.phoneVerifiedAt };

/** Under which names the units of the customer who asks are counted; one, but while a key is rotated. */
export async function readLimitHolders(ctx: Context): Promise<readonly string[]> {
  const { id, limitHolder, formerHolders = [] } = asCustomer(ctx);
  if (limitHolder) return [limitHolder, ...formerHolders];
  const [customer] = await read(ctx.db, HOLDER, sql`FROM ${customers} WHERE ${customers.id} = ${id}`);
  if (!customer) throw new Error(`There is no customer ${id}.`);
  return [holderOf(ctx, customer), ...formerHoldersOf(ctx, customer)];
}
