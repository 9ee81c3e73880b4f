import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { refuseCommon } from '../kernel/common-passwords.js';
import { hashPassword } from '../kernel/passwords.js';
import { noteSecurity } from '../kernel/security.js';
import { Customer } from './customer.entity.js';
import { CustomerSession } from './customer-session.entity.js';
import { lockCustomer } from './lock-customer.js';
import { openSession, type OpenedSession } from './open-session.js';
import { checkPassword, needPassword } from './step-up.js';
import { tellPasswordChanged } from './tell-password-changed.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';

const customers = table(Customer);
const customerSessions = table(CustomerSession);

/**
 * Sets a new password and ends every session; this device goes on with a new one, whose token it is given.
 * @param input.currentPassword left out where it was given in this session a short while ago
 * @throws AppError 401 `wrong_credentials` when the current password is wrong; 403 `password_needed` without it; 503 `busy`
 */
export async function changePassword(
  ctx: Context,
  input: { currentPassword?: string | undefined; password: string },
): Promise<OpenedSession> {
  const { id } = asCustomer(ctx);
  if (input.currentPassword === undefined) await needPassword(ctx.db.manager, ctx);
  else await checkPassword(ctx, input.currentPassword, 'wrong_credentials.current');
  await refuseCommon(input.password);
  const passwordHash = await hashPassword(input.password, ctx);
  const opened = await transact(ctx.db, async (tx) => {
    const customer = await lockCustomer(tx, ctx);
    await updateRows(tx, Customer, { passwordHash }, sql`${customers.id} = ${id}`);
    await tellPasswordChanged(tx, ctx, customer);
    await updateRows(
      tx,
      CustomerSession,
      { endedAt: ctx.clock.now() },
      sql`${customerSessions.customerId} = ${id} AND ${customerSessions.endedAt} IS NULL`,
    );
    return openSession(tx, ctx, { customerId: id, universityId: customer.universityId });
  });
  noteSecurity(ctx, 'customer.password_changed');
  return opened;
}
