import { IsNull, Not } from 'typeorm';
import { asCustomer } from '../actors.js';
import type { Context } from '../context.js';
import { transact } from '../database.js';
import { AppError } from '../errors.js';
import { hashPassword, verifyPassword } from '../passwords.js';
import { Customer } from './customer.entity.js';
import { CustomerSession } from './customer-session.entity.js';
import { lockCustomer } from './lock-customer.js';

/**
 * Sets a new password and ends every other session; this device stays signed in.
 * @throws AppError 401 `wrong_credentials` when the current password is wrong
 */
export async function changePassword(ctx: Context, input: { currentPassword: string; password: string }): Promise<void> {
  const { id, sessionId } = asCustomer(ctx);
  const customer = await ctx.db.manager.findOneOrFail(Customer, { where: { id }, select: { id: true, passwordHash: true } });
  if (!(await verifyPassword(customer.passwordHash, input.currentPassword))) {
    throw new AppError(401, 'wrong_credentials', '지금 비밀번호가 맞지 않아요. 다시 확인해 주세요.');
  }
  const passwordHash = await hashPassword(input.password);
  await transact(ctx.db, async (tx) => {
    await lockCustomer(tx, ctx);
    await tx.update(Customer, { id }, { passwordHash });
    await tx.update(CustomerSession, { customerId: id, id: Not(sessionId), endedAt: IsNull() }, { endedAt: ctx.clock.now() });
  });
}
