import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { execute, transact } from '../database/database.js';
import { refusal } from '../kernel/errors.js';
import { decryptField } from '../kernel/field-encryption.js';
import { withPasswords } from '../kernel/passwords.js';
import { audit } from '../access/audit.js';
import { totpStep } from './totp.js';
import { Staff } from './staff.entity.js';
import { openStaffSession, type StaffIdentity } from './staff-session.js';

const TRIES = 10;
const LOCK_MS = 15 * 60_000;

export interface SignInStaffInput {
  /** However it is typed: kept and compared in lower case. */
  email: string;
  password: string;
  /** Of the second factor, six digits; needed once it is enrolled. */
  code?: string | undefined;
}

export interface SignedInStaff {
  /** For the cookie. */
  token: string;
  staff: StaffIdentity;
}

/**
 * Signs a member of staff in. Ten wrong tries in a row lock the account for 15 minutes; while locked nothing tells a
 * right password from a wrong one.
 * @throws AppError 401 `wrong_credentials` (the same for an unknown e-mail, a wrong password, an inactive or a locked account),
 *   401 `code_required`, 401 `wrong_code`; 403 `second_factor_missing` in production for who has not enrolled; 503 `busy`,
 *   which is no try
 */
export async function signInStaff(ctx: Context, input: SignInStaffInput): Promise<SignedInStaff> {
  const email = input.email.trim().toLowerCase();
  const staff = await withPasswords(ctx, async (passwords) => {
    const mayTry = await spendTry(ctx, email);
    const found = await findStaff(ctx, email);
    return (await passwords.verify(mayTry ? found?.passwordHash : null, input.password)) ? found : null;
  });
  if (!staff) throw wrongCredentials();
  const step = secondFactor(ctx, staff, input.code);
  return transact(ctx.db, (tx) => open(tx, ctx, staff, step));
}

// Spent before the password is looked at: a hundred guesses at once are ten tries too.
async function spendTry(ctx: Context, email: string): Promise<boolean> {
  const now = ctx.clock.now();
  // MySQL assigns from left to right, so the lock is decided before the count moves.
  const sql = `UPDATE staff SET
      locked_until = CASE WHEN failed_tries + 1 >= ? THEN ? ELSE NULL END,
      failed_tries = CASE WHEN failed_tries + 1 >= ? THEN 0 ELSE failed_tries + 1 END
    WHERE email = ? AND active = ? AND (locked_until IS NULL OR locked_until <= ?)`;
  const lockedUntil = new Date(now.getTime() + LOCK_MS);
  return transact(ctx.db, async (tx) => (await execute(tx, sql, [TRIES, lockedUntil, TRIES, email, 1, now])) === 1);
}

const findStaff = (ctx: Context, email: string): Promise<Staff | null> =>
  ctx.db.manager.findOne(Staff, {
    where: { email, active: true },
    select: { id: true, email: true, name: true, role: true, passwordHash: true, totpSecret: true, totpEnrolledAt: true },
  });

/** The step of the code that was given; null where none is enrolled. */
function secondFactor(ctx: Context, staff: Staff, code: string | undefined): number | null {
  if (!staff.totpEnrolledAt || !staff.totpSecret) {
    if (ctx.settings.appEnv === 'prod') throw secondFactorMissing();
    return null;
  }
  if (!code) throw codeRequired();
  const secret = decryptField(ctx.settings.secrets.field, totpPlace(staff.id), staff.totpSecret);
  const step = totpStep(secret, code, ctx.clock.now());
  if (step === null) throw wrongCode();
  return step;
}

/** Where the second factor's secret is encrypted for. */
export const totpPlace = (staffId: number): string => `staff/${staffId}/totp`;

async function open(tx: EntityManager, ctx: Context, staff: Staff, step: number | null): Promise<SignedInStaff> {
  const { id, email, name, role, passwordHash } = staff;
  if (step !== null) {
    const sql = 'UPDATE staff SET totp_last_step = ? WHERE id = ? AND (totp_last_step IS NULL OR totp_last_step < ?)';
    if ((await execute(tx, sql, [step, id, step])) === 0) throw wrongCode();
  }
  // Who was reset or deactivated while the password was looked at does not slip in behind it.
  const where = passwordHash ? { id, active: true, passwordHash } : { id: -1 };
  if ((await tx.update(Staff, where, { failedTries: 0, lockedUntil: null })).affected === 0) throw wrongCredentials();
  const as = { ...ctx, actor: { kind: 'staff' as const, id, role } };
  await audit(tx, as, { action: 'signInStaff', resource: 'staff', recordId: id });
  return { token: await openStaffSession(tx, ctx, id), staff: { id, email, name, role } };
}

const wrongCredentials = () => refusal(401, 'wrong_credentials.staff');
const codeRequired = () => refusal(401, 'code_required.staff');
const wrongCode = () => refusal(401, 'wrong_code.staff');
const secondFactorMissing = () => refusal(403, 'second_factor_missing');
