import type { Context } from '../kernel/context.js';
import { forUpdate, transact } from '../database/database.js';
import { refusal } from '../kernel/errors.js';
import { withPasswords } from '../kernel/passwords.js';
import { Customer } from './customer.entity.js';
import { openSession, type OpenedSession } from './open-session.js';

/** @throws AppError 401 `wrong_credentials`, the same for an unknown e-mail and a wrong password; 503 `busy`, before anything is read */
export async function signIn(ctx: Context, input: { email: string; password: string }): Promise<OpenedSession> {
  const customer = await withPasswords(ctx, async (passwords) => {
    const found = await ctx.db.manager.findOne(Customer, {
      where: { email: input.email },
      select: { id: true, universityId: true, passwordHash: true },
    });
    return (await passwords.verify(found?.passwordHash, input.password)) ? found : null;
  });
  if (!customer) throw wrongCredentials();
  const { id, universityId, passwordHash } = customer;
  return transact(ctx.db, async (tx) => {
    // Changing the password ends all sessions: one that the old password opens must not slip in after that.
    const still = await tx.findOne(Customer, { where: { id, passwordHash }, select: { id: true }, ...forUpdate(tx) });
    if (!still) throw wrongCredentials();
    return openSession(tx, ctx, { customerId: id, universityId });
  });
}

const wrongCredentials = () => refusal(401, 'wrong_credentials.customer');
