import { IsNull, Not } from 'typeorm';
import type { Context } from '../context.js';
import { transact } from '../database.js';
import { hashPassword } from '../passwords.js';
import { sha256 } from '../random.js';
import { Customer } from './customer.entity.js';
import { CustomerSession } from './customer-session.entity.js';
import { sendCode } from './send-code.js';
import { takeCode } from './take-code.js';

/**
 * Sends a code to a verified phone, if it and the e-mail are one account's; does the same work and says nothing if not.
 * @param handle random; the browser keeps it, and answers with it and the code
 */
export async function startPasswordReset(ctx: Context, input: { email: string; phone: string; handle: string }): Promise<void> {
  const { email, phone, handle } = input;
  const customer = await ctx.db.manager.findOne(Customer, {
    where: { email, phone, phoneVerifiedAt: Not(IsNull()), leftAt: IsNull() },
    select: { id: true },
  });
  await transact(ctx.db, (tx) => sendCode(tx, ctx, { purpose: 'password', customerId: customer?.id ?? null, phone, handle }));
}

/** Sets a new password and ends all sessions. @throws AppError 422 `wrong_code` */
export async function finishPasswordReset(ctx: Context, input: { handle: string; code: string; password: string }): Promise<void> {
  const passwordHash = await hashPassword(input.password);
  const refusal = await transact(ctx.db, async (tx) => {
    const outcome = await takeCode(tx, ctx, { purpose: 'password', handle: sha256(input.handle) }, input.code);
    if ('refusal' in outcome) return outcome.refusal;
    const { customerId } = outcome.taken;
    if (customerId === null) throw new Error('A code that was never sent cannot be right.');
    await tx.update(Customer, { id: customerId }, { passwordHash });
    await tx.update(CustomerSession, { customerId, endedAt: IsNull() }, { endedAt: ctx.clock.now() });
    return null;
  });
  if (refusal) throw refusal;
}
