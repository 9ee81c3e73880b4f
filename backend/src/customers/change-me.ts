import { type EntityManager, IsNull } from 'typeorm';
import type { Context } from '../context.js';
import { transact } from '../database.js';
import { Consent, type ConsentKind } from './consent.entity.js';
import { Customer } from './customer.entity.js';
import { lockCustomer } from './lock-customer.js';
import { movePhone } from './move-phone.js';
import { CONSENT_TEXT_VERSION } from './rules/consents.js';

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
    if (name !== customer.name) await tx.update(Customer, { id }, { name });
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
