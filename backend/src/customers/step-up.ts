import type { EntityManager } from 'typeorm';
import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { passwordNeeded, refusal } from '../kernel/errors.js';
import { verifyPassword } from '../kernel/passwords.js';
import { Customer } from './customer.entity.js';
import { CustomerSession } from './customer-session.entity.js';
import { isPasswordNeeded } from './rules/step-up.js';
import type { RefusalCode } from '../words/say.js';

/**
 * Begins what a session alone may not do, as whoever found an unlocked phone has one.
 * @throws AppError 403 `password_needed` unless the password was given in this session a short while ago
 */
export async function needPassword(tx: EntityManager, ctx: Context): Promise<void> {
  const { id: customerId, sessionId } = asCustomer(ctx);
  const session = await tx.findOneBy(CustomerSession, { id: sessionId, customerId });
  if (isPasswordNeeded(session?.passwordGivenAt ?? null, ctx.clock.now())) throw passwordNeeded();
}

/** Gives the password again, for this session alone. @throws AppError 401 `wrong_credentials`; 503 `busy` */
export async function confirmPassword(ctx: Context, password: string): Promise<void> {
  const { id, sessionId } = asCustomer(ctx);
  await checkPassword(ctx, password, 'wrong_credentials.password');
  await ctx.db.manager.update(CustomerSession, { id: sessionId, customerId: id }, { passwordGivenAt: ctx.clock.now() });
}

/** @throws AppError 401 `wrong_credentials` with these words; 503 `busy` */
export async function checkPassword(ctx: Context, password: string, wrong: RefusalCode & `wrong_credentials.${string}`): Promise<void> {
  const { id } = asCustomer(ctx);
  const { passwordHash } = await ctx.db.manager.findOneOrFail(Customer, { where: { id }, select: { id: true, passwordHash: true } });
  if (!(await verifyPassword(passwordHash, password, ctx))) throw refusal(401, wrong);
}
