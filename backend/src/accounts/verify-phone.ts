import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { holderOf } from '../holds/limit-holder.js';
import { moveLimits } from './move-limits.js';
import { editCustomer } from '../customers/edit-customer.js';
import { lockCustomer } from '../customers/lock-customer.js';
import { sendCode } from '../customers/send-code.js';
import { takeCode } from '../customers/take-code.js';

/** Sends a code to the phone that the customer says is theirs. @throws AppError 401; 429 */
export async function startPhoneVerification(ctx: Context, { phone }: { phone: string }): Promise<void> {
  await transact(ctx.db, async (tx) => {
    // Locked: of many presses at once each counts the codes of those before it.
    const { id: customerId } = await lockCustomer(tx, ctx);
    await sendCode(tx, ctx, { purpose: 'phone', customerId, phone, handle: null });
  });
}

/**
 * Proves the phone that the last code went to. From then on limits are counted by it, what is held already included.
 * @throws AppError 422 `wrong_code`
 */
export async function finishPhoneVerification(ctx: Context, { code }: { code: string }): Promise<void> {
  const refusal = await transact(ctx.db, async (tx) => {
    const customer = await lockCustomer(tx, ctx);
    const outcome = await takeCode(tx, ctx, { purpose: 'phone', customerId: customer.id }, code);
    if ('refusal' in outcome) return outcome.refusal;
    const { phone } = outcome.taken;
    // Before the limits move: an order placed meanwhile waits for this row, and then counts by the phone.
    await editCustomer(tx, customer.id, { phone, phoneVerifiedAt: ctx.clock.now() });
    await moveLimits(tx, customer.id, holderOf(ctx, customer), holderOf(ctx, { ...customer, phone, phoneVerifiedAt: ctx.clock.now() }));
    return null;
  });
  if (refusal) throw refusal;
}
