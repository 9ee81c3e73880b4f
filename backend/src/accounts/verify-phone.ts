import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { endClaims } from '../customers/edit-customer.js';
import { noteSecurity } from '../kernel/security.js';
import { lockCustomer } from '../customers/lock-customer.js';
import { movePhone } from './move-phone.js';
import { sendCode } from '../customers/send-code.js';
import { needPassword } from '../customers/step-up.js';
import { takeCode } from '../customers/take-code.js';

/** Sends a code to the phone that the customer says is theirs. @throws AppError 401; 403 `password_needed` for another than the account's; 429 */
export async function startPhoneVerification(ctx: Context, { phone }: { phone: string }): Promise<void> {
  await transact(ctx.db, async (tx) => {
    // Locked: of many presses at once each counts the codes of those before it.
    const { id: customerId, phone: own } = await lockCustomer(tx, ctx);
    // Proving the number of the sign-up asks for nothing; another one opens the account by a password reset.
    if (phone !== own) await needPassword(tx, ctx);
    await sendCode(tx, ctx, { purpose: 'phone', customerId, phone, handle: null });
  });
}

/**
 * Proves the phone that the last code went to. From then on limits are counted by it, what is held already included; and no
 * other account is proved by it any more, as whoever had it before has given it up.
 * @throws AppError 422 `wrong_code`; 403 `password_needed`, and the code still opens
 */
export async function finishPhoneVerification(ctx: Context, { code }: { code: string }): Promise<void> {
  const refusal = await transact(ctx.db, async (tx) => {
    const customer = await lockCustomer(tx, ctx);
    const outcome = await takeCode(tx, ctx, { purpose: 'phone', customerId: customer.id }, code);
    if ('refusal' in outcome) return outcome.refusal;
    await endClaims(tx, customer.id, outcome.taken.phone);
    await movePhone(tx, ctx, customer, { phone: outcome.taken.phone, phoneVerifiedAt: ctx.clock.now() });
    return null;
  });
  noteSecurity(ctx, refusal ? 'customer.code_failed' : 'customer.phone_verified', refusal ? { why: 'code' } : {});
  if (refusal) throw refusal;
}
