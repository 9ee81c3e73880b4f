import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { Customer } from './customer.entity.js';
import { PREVIOUS_PHONE_MS } from './rules/phone-change.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';

const customers = table(Customer);

/** A phone that is no longer the customer's is kept no longer than it is written to. */
export async function forgetPreviousPhones(ctx: Context): Promise<void> {
  const since = new Date(ctx.clock.now().getTime() - PREVIOUS_PHONE_MS);
  await transact(ctx.db, (tx) => updateRows(tx, Customer, { previousPhone: null }, sql`${customers.phoneChangedAt} <= ${since}`));
}
