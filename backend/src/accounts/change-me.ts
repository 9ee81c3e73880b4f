import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { editCustomer } from '../customers/edit-customer.js';
import { lockCustomer } from '../customers/lock-customer.js';
import { setConsent } from '../customers/set-consent.js';
import { movePhone } from './move-phone.js';

export interface ChangeMeInput {
  name?: string | undefined;
  /** Digits; another phone is no longer verified. */
  phone?: string | undefined;
  consents?: { marketingSms?: boolean | undefined; nightSms?: boolean | undefined } | undefined;
}

/**
 * Changes what was given and leaves the rest. The university is not theirs to change.
 * @throws AppError 403 `password_needed` for another phone
 */
export async function changeMe(ctx: Context, input: ChangeMeInput): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const customer = await lockCustomer(tx, ctx);
    const { id } = customer;
    const name = input.name ?? customer.name;
    const phone = input.phone ?? customer.phone;
    if (phone !== customer.phone) await movePhone(tx, ctx, customer, { phone, phoneVerifiedAt: null });
    if (name !== customer.name) await editCustomer(tx, id, { name });
    await setConsent(tx, ctx, { customerId: id, kind: 'marketing_sms', wanted: input.consents?.marketingSms });
    await setConsent(tx, ctx, { customerId: id, kind: 'night_sms', wanted: input.consents?.nightSms });
  });
}
