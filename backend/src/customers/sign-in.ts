import type { Context } from '../kernel/context.js';
import { refusal } from '../kernel/errors.js';
import { transact } from '../database/database.js';
import { withPasswords } from '../kernel/passwords.js';
import { noteSecurity } from '../kernel/security.js';
import { Customer } from './customer.entity.js';
import { openSession, type OpenedSession } from './open-session.js';
import { tellNewDevice } from './tell-new-device.js';
import { readFirst } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const customers = table(Customer);

/** @throws AppError 401 `wrong_credentials`, the same for an unknown e-mail and a wrong password; 503 `busy`, before anything is read */
export async function signIn(ctx: Context, input: { email: string; password: string }): Promise<OpenedSession> {
  const { customer, found } = await withPasswords(ctx, async (passwords) => {
    const found = await readFirst(
      ctx.db,
      { id: customers.id, universityId: customers.universityId, passwordHash: customers.passwordHash },
      sql`FROM ${customers} WHERE ${customers.email} = ${input.email}`,
    );
    return { customer: (await passwords.verify(found?.passwordHash, input.password)) ? found : null, found };
  });
  if (!customer) {
    noteSecurity(ctx, 'customer.sign_in_failed', { why: 'credentials', ...(found ? { subject: `customer/${found.id}` } : {}) });
    throw wrongCredentials();
  }
  const { id, universityId, passwordHash } = customer;
  return transact(ctx.db, async (tx) => {
    // Changing the password ends all sessions: one that the old password opens must not slip in after that.
    const still = await readFirst(
      tx,
      { id: customers.id },
      sql`FROM ${customers} WHERE ${customers.id} = ${id} AND ${customers.passwordHash} = ${passwordHash} ${FOR_UPDATE}`,
    );
    if (!still) throw wrongCredentials();
    await tellNewDevice(tx, ctx, id);
    return openSession(tx, ctx, { customerId: id, universityId });
  });
}

const wrongCredentials = () => refusal(401, 'wrong_credentials.customer');
