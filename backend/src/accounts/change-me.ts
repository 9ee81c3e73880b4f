import { type EntityManager, IsNull } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { holderOf } from '../holds/limit-holder.js';
import { moveLimits } from '../holds/move-limits.js';
import { Consent, type ConsentKind } from '../customers/consent.entity.js';
import { Customer } from '../customers/customer.entity.js';
import { lockCustomer } from '../customers/lock-customer.js';
import { CONSENT_TEXT_VERSION } from '../customers/rules/consents.js';

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
    await tx.update(Customer, { id }, { name, phone, phoneVerifiedAt });
    // What was bought under the old phone goes on counting: else a new number would begin every limit anew.
    await moveLimits(tx, id, holderOf(ctx, customer), holderOf(ctx, { id, phone, phoneVerifiedAt }));
    await setConsent(tx, ctx, id, 'marketing_sms', input.consents?.marketingSms);
    await setConsent(tx, ctx, id, 'night_sms', input.consents?.nightSms);
  });
}

async function setConsent(
  tx: EntityManager,
  ctx: Context,
  customerId: number,
  kind: ConsentKind,
  wanted: boolean | undefined,
): Promise<void> {
  if (wanted === undefined) return;
  const now = ctx.clock.now();
  const given = await tx.findOneBy(Consent, { customerId, kind, withdrawnAt: IsNull() });
  if (wanted && !given) await tx.insert(Consent, { customerId, kind, textVersion: CONSENT_TEXT_VERSION, givenAt: now });
  if (!wanted && given) await tx.update(Consent, { id: given.id }, { withdrawnAt: now });
}
