import type { EntityManager } from 'typeorm';
import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { passwordNeeded, refusal } from '../kernel/errors.js';
import { verifyPassword } from '../kernel/passwords.js';
import { noteSecurity } from '../kernel/security.js';
import { Customer } from './customer.entity.js';
import { CustomerSession } from './customer-session.entity.js';
import { isPasswordNeeded } from './rules/step-up.js';
import type { RefusalCode } from '../words/say.js';
import { readFirstOrFail, readRow } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';

const customerSessions = table(CustomerSession);
const customers = table(Customer);

/**
 * Begins what a session alone may not do, as whoever found an unlocked phone has one.
 * @throws AppError 403 `password_needed` unless the password was given in this session a short while ago
 */
export async function needPassword(tx: EntityManager, ctx: Context): Promise<void> {
  const { id: customerId, sessionId } = asCustomer(ctx);
  const session = await readRow(
    tx,
    CustomerSession,
    sql`WHERE ${customerSessions.id} = ${sessionId} AND ${customerSessions.customerId} = ${customerId}`,
  );
  if (isPasswordNeeded(session?.passwordGivenAt ?? null, ctx.clock.now())) throw passwordNeeded();
}

/** Gives the password again, for this session alone. @throws AppError 401 `wrong_credentials`; 503 `busy` */
export async function confirmPassword(ctx: Context, password: string): Promise<void> {
  const { id, sessionId } = asCustomer(ctx);
  await checkPassword(ctx, password, 'wrong_credentials.password');
  await updateRows(
    ctx.db,
    CustomerSession,
    { passwordGivenAt: ctx.clock.now() },
    sql`${customerSessions.id} = ${sessionId} AND ${customerSessions.customerId} = ${id}`,
  );
  noteSecurity(ctx, 'customer.stepped_up');
}

/** @throws AppError 401 `wrong_credentials` with these words; 503 `busy` */
export async function checkPassword(ctx: Context, password: string, wrong: RefusalCode & `wrong_credentials.${string}`): Promise<void> {
  const { id } = asCustomer(ctx);
  const { passwordHash } = await readFirstOrFail(
    ctx.db,
    { id: customers.id, passwordHash: customers.passwordHash },
    sql`FROM ${customers} WHERE ${customers.id} = ${id}`,
  );
  if (await verifyPassword(passwordHash, password, ctx)) return;
  noteSecurity(ctx, 'customer.step_up_failed', { why: 'credentials' });
  throw refusal(401, wrong);
}
