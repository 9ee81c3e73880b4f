import type { Context } from '../context.js';
import { transact } from '../database.js';
import { AppError } from '../errors.js';
import { verifyPassword } from '../passwords.js';
import { Customer } from './customer.entity.js';
import { openSession, type OpenedSession } from './open-session.js';

/** @throws AppError 401 `wrong_credentials`, the same for an unknown e-mail and a wrong password */
export async function signIn(ctx: Context, input: { email: string; password: string }): Promise<OpenedSession> {
  const customer = await ctx.db.manager.findOne(Customer, {
    where: { email: input.email },
    select: { id: true, universityId: true, passwordHash: true },
  });
  if (!(await verifyPassword(customer?.passwordHash, input.password)) || !customer) {
    throw new AppError(401, 'wrong_credentials', '이메일이나 비밀번호가 맞지 않아요. 다시 확인해 주세요.');
  }
  return transact(ctx.db, (tx) => openSession(tx, ctx, { customerId: customer.id, universityId: customer.universityId }));
}
