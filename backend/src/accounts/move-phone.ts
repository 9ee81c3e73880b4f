import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { enqueue } from '../outbox/outbox.js';
import { holderOf } from '../holds/limit-holder.js';
import { moveLimits } from './move-limits.js';
import { randomId } from '../kernel/random.js';
import type { Customer } from '../customers/customer.entity.js';
import { editCustomer } from '../customers/edit-customer.js';
import { isTheirs, previousPhoneAfter } from '../customers/rules/phone-change.js';
import { needPassword } from '../customers/step-up.js';
import { say } from '../words/say.js';

/**
 * Gives a customer, whose row is locked, another phone, or proves the one there is. A number that was theirs is told that
 * it no longer is. What was bought under the old one goes on counting: else a new number would begin every limit anew.
 * @throws AppError 403 `password_needed` for another number
 */
export async function movePhone(
  tx: EntityManager,
  ctx: Context,
  customer: Customer,
  next: { phone: string; phoneVerifiedAt: Date | null },
): Promise<void> {
  const { id } = customer;
  const now = ctx.clock.now();
  const isAnother = next.phone !== customer.phone;
  if (isAnother) await needPassword(tx, ctx);
  const change = isAnother ? { phoneChangedAt: now, previousPhone: previousPhoneAfter(customer, now) } : {};
  // Before the limits move: an order placed meanwhile waits for this row, and then counts by the phone.
  await editCustomer(tx, id, { ...next, ...change });
  await moveLimits(tx, ctx, id, holderOf(ctx, customer), holderOf(ctx, { id, ...next }));
  if (isAnother && isTheirs(customer)) await tellOldPhone(tx, ctx, customer);
}

const tellOldPhone = (tx: EntityManager, ctx: Context, { id, phone }: Customer): Promise<void> =>
  enqueue(tx, ctx, {
    k: `customer/${id}/phone/${randomId()}`,
    channel: 'sms',
    groupKey: `customer/${id}`,
    recipient: phone,
    text: say('sms.phone_moved'),
    purpose: 'notice',
    customerId: id,
  });
