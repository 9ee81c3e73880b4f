import type { Context } from '../kernel/context.js';
import { notFound } from '../kernel/errors.js';
import { transact } from '../database/database.js';
import { readFirst } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { Customer } from './customer.entity.js';
import { CustomerSession } from './customer-session.entity.js';

const customers = table(Customer);
const sessions = table(CustomerSession);

/** Staff sign a customer out everywhere, as on the phone with somebody whose own phone is gone. @throws AppError 403; 404 */
export async function signOutCustomer(ctx: Context, { id, reason }: { id: number; reason: string }): Promise<void> {
  allow(ctx, 'customers', 'write');
  await transact(ctx.db, async (tx) => {
    if (!(await readFirst(tx, { id: customers.id }, sql`FROM ${customers} WHERE ${customers.id} = ${id}`))) throw notFound();
    const open = sql`${sessions.customerId} = ${id} AND ${sessions.endedAt} IS NULL`;
    const ended = await updateRows(tx, CustomerSession, { endedAt: ctx.clock.now() }, open);
    await audit(tx, ctx, { action: 'signOutCustomer', resource: 'customers', recordId: id, reason, changes: { sessions: [ended, 0] } });
  });
}
