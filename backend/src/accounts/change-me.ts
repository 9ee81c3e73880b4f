import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { holderOf } from '../holds/limit-holder.js';
import { moveLimits } from './move-limits.js';
import { editCustomer } from '../customers/edit-customer.js';
import { lockCustomer } from '../customers/lock-customer.js';
import { setConsent } from '../customers/set-consent.js';

export interface ChangeMeInput {
  name?: string | undefined;
  /** Digits; another phone is no longer verified. */
  phone?: string | undefined;
  consents?: { marketingSms?: boolean | undefined; nightSms?: boolean | undefined } | undefined;
}

/** Changes what was given and leaves the rest. The university is not theirs to change. */
export async function changeMe(ctx: Context, input: ChangeMeInput): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const customer = await lockCustomer(tx, ctx);
    const { id } = customer;
    const name = input.name ?? customer.name;
    const phone = input.phone ?? customer.phone;
    const phoneVerifiedAt = phone === customer.phone ? customer.phoneVerifiedAt : null;
    await editCustomer(tx, id, { name, phone, phoneVerifiedAt });
    // What was bought under the old phone goes on counting: else a new number would begin every limit anew.
    await moveLimits(tx, id, holderOf(ctx, customer), holderOf(ctx, { id, phone, phoneVerifiedAt }));
    await setConsent(tx, ctx, { customerId: id, kind: 'marketing_sms', wanted: input.consents?.marketingSms });
    await setConsent(tx, ctx, { customerId: id, kind: 'night_sms', wanted: input.consents?.nightSms });
  });
}
