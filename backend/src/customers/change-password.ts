import { IsNull } from 'typeorm';
import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { AppError } from '../kernel/errors.js';
import { hashPassword, verifyPassword } from '../kernel/passwords.js';
import { Customer } from './customer.entity.js';
import { CustomerSession } from './customer-session.entity.js';
import { lockCustomer } from './lock-customer.js';
import { openSession, type OpenedSession } from './open-session.js';

/**
 * Sets a new password and ends every session; this device goes on with a new one, whose token it is given.
 * @throws AppError 401 `wrong_credentials` when the current password is wrong
 */
export async function changePassword(ctx: Context, input: { currentPassword: string; password: string }): Promise<OpenedSession> {
  const { id } = asCustomer(ctx);
  const customer = await ctx.db.manager.findOneOrFail(Customer, { where: { id }, select: { id: true, passwordHash: true } });
  if (!(await verifyPassword(customer.passwordHash, input.currentPassword))) {
    throw new AppError(401, 'wrong_credentials', '지금 비밀번호가 맞지 않아요. 다시 확인해 주세요.');
  }
  const passwordHash = await hashPassword(input.password);
  return transact(ctx.db, async (tx) => {
    const { universityId } = await lockCustomer(tx, ctx);
    await tx.update(Customer, { id }, { passwordHash });
    await tx.update(CustomerSession, { customerId: id, endedAt: IsNull() }, { endedAt: ctx.clock.now() });
    return openSession(tx, ctx, { customerId: id, universityId });
  });
}
