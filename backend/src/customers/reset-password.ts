import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { refuseCommon } from '../kernel/common-passwords.js';
import { hashPassword } from '../kernel/passwords.js';
import { sha256 } from '../kernel/random.js';
import { noteSecurity } from '../kernel/security.js';
import { Customer } from './customer.entity.js';
import { CustomerSession } from './customer-session.entity.js';
import { heardPreviousPhone } from './rules/phone-change.js';
import { sendCode } from './send-code.js';
import { takeCode, wrongCode } from './take-code.js';
import { PHONES, tellPasswordChanged } from './tell-password-changed.js';
import { readFirst } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';

const customers = table(Customer);
const OWNER = { ...PHONES, email: customers.email };
const customerSessions = table(CustomerSession);

/**
 * Sends a code to a verified phone, if it and the e-mail are one account's; does the same work and says nothing if not.
 * For a day after the phone has changed it goes to the number before as well: who took the account over does not set its
 * password in silence.
 * @param handle random; the browser keeps it, and answers with it and the code
 */
export async function startPasswordReset(ctx: Context, input: { email: string; phone: string; handle: string }): Promise<void> {
  const { email, phone, handle } = input;
  const theirs = sql`${customers.email} = ${email} AND ${customers.phone} = ${phone}
    AND ${customers.phoneVerifiedAt} IS NOT NULL AND ${customers.leftAt} IS NULL`;
  await transact(ctx.db, async (tx) => {
    // Locked: of many presses at once each counts the codes of those before it.
    const customer = await readFirst(tx, PHONES, sql`FROM ${customers} WHERE ${theirs} ${FOR_UPDATE}`);
    const alsoTo = customer && heardPreviousPhone(customer, ctx.clock.now());
    await sendCode(tx, ctx, { purpose: 'password', customerId: customer?.id ?? null, email, phone, handle, alsoTo });
  });
}

/**
 * Sets a new password and ends all sessions; gives whose it is.
 * @throws AppError 422 `wrong_code`, or `invalid` for a password that everybody has; 503 `busy`, and the code still opens
 */
export async function finishPasswordReset(
  ctx: Context,
  input: { handle: string; code: string; password: string },
): Promise<{ email: string }> {
  await refuseCommon(input.password);
  const passwordHash = await hashPassword(input.password, ctx);
  const done = await transact(ctx.db, async (tx) => {
    const outcome = await takeCode(tx, ctx, { purpose: 'password', handle: sha256(input.handle) }, input.code);
    if ('refusal' in outcome) return outcome;
    const { customerId, phone } = outcome.taken;
    // A number that was given up meanwhile may be somebody else's phone by now.
    const theirs = sql`${customers.id} = ${customerId ?? 0} AND ${customers.phone} = ${phone} AND ${customers.phoneVerifiedAt} IS NOT NULL`;
    const customer = await readFirst(tx, OWNER, sql`FROM ${customers} WHERE ${theirs} ${FOR_UPDATE}`);
    if (!customer) return { refusal: wrongCode(0) };
    await updateRows(tx, Customer, { passwordHash }, sql`${customers.id} = ${customer.id}`);
    await updateRows(
      tx,
      CustomerSession,
      { endedAt: ctx.clock.now() },
      sql`${customerSessions.customerId} = ${customer.id} AND ${customerSessions.endedAt} IS NULL`,
    );
    await tellPasswordChanged(tx, ctx, customer);
    return { id: customer.id, email: customer.email };
  });
  if ('refusal' in done) {
    noteSecurity(ctx, 'customer.code_failed', { why: 'code' });
    throw done.refusal;
  }
  noteSecurity(ctx, 'customer.password_reset', { subject: `customer/${done.id}` });
  return { email: done.email };
}
