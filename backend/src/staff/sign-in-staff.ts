import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { refusal } from '../kernel/errors.js';
import { transact } from '../database/database.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { decryptField } from '../kernel/field-encryption.js';
import { withPasswords } from '../kernel/passwords.js';
import { audit } from '../access/audit.js';
import { totpStep } from './totp.js';
import { Staff } from './staff.entity.js';
import { openStaffSession, type StaffIdentity } from './staff-session.js';
import { readFirst, type RowOf } from '../database/read.js';

const TRIES = 10;
const LOCK_MS = 15 * 60_000;

const staffTable = table(Staff);

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
  const tries = sql`${staffTable.failedTries} + 1`;
  const spent = {
    lockedUntil: sql`CASE WHEN ${tries} >= ${TRIES} THEN ${new Date(now.getTime() + LOCK_MS)} ELSE NULL END`,
    failedTries: sql`CASE WHEN ${tries} >= ${TRIES} THEN 0 ELSE ${tries} END`,
  };
  const open = sql`${staffTable.email} = ${email} AND ${staffTable.active} = ${true}
    AND (${staffTable.lockedUntil} IS NULL OR ${staffTable.lockedUntil} <= ${now})`;
  return transact(ctx.db, async (tx) => (await updateRows(tx, Staff, spent, open)) === 1);
}

const FOUND = {
  id: staffTable.id,
  email: staffTable.email,
  name: staffTable.name,
  role: staffTable.role,
  passwordHash: staffTable.passwordHash,
  totpSecret: staffTable.totpSecret,
  totpEnrolledAt: staffTable.totpEnrolledAt,
};
type FoundStaff = RowOf<typeof FOUND>;

const findStaff = (ctx: Context, email: string): Promise<FoundStaff | null> =>
  readFirst(ctx.db, FOUND, sql`FROM ${staffTable} WHERE ${staffTable.email} = ${email} AND ${staffTable.active} = ${true}`);

/** The step of the code that was given; null where none is enrolled. */
function secondFactor(ctx: Context, staff: FoundStaff, code: string | undefined): number | null {
  if (!staff.totpEnrolledAt || !staff.totpSecret) {
    if (ctx.settings.appEnv === 'prod') throw secondFactorMissing();
    return null;
  }
  if (!code) throw codeRequired();
  const secret = decryptField(ctx.settings, totpPlace(staff.id), staff.totpSecret);
  const step = totpStep(secret, code, ctx.clock.now());
  if (step === null) throw wrongCode();
  return step;
}

/** Where the second factor's secret is encrypted for. */
export const totpPlace = (staffId: number): string => `staff/${staffId}/totp`;

async function open(tx: EntityManager, ctx: Context, staff: FoundStaff, step: number | null): Promise<SignedInStaff> {
  const { id, email, name, role, passwordHash } = staff;
  if (step !== null) {
    const fresh = sql`${staffTable.id} = ${id} AND (${staffTable.totpLastStep} IS NULL OR ${staffTable.totpLastStep} < ${step})`;
    if ((await updateRows(tx, Staff, { totpLastStep: step }, fresh)) === 0) throw wrongCode();
  }
  // Who was reset or deactivated while the password was looked at does not slip in behind it.
  if (!passwordHash) throw wrongCredentials();
  const still = sql`${staffTable.id} = ${id} AND ${staffTable.active} = ${true} AND ${staffTable.passwordHash} = ${passwordHash}`;
  if ((await updateRows(tx, Staff, { failedTries: 0, lockedUntil: null }, still)) === 0) throw wrongCredentials();
  const as = { ...ctx, actor: { kind: 'staff' as const, id, role } };
  await audit(tx, as, { action: 'signInStaff', resource: 'staff', recordId: id });
  return { token: await openStaffSession(tx, ctx, id), staff: { id, email, name, role } };
}

const wrongCredentials = () => refusal(401, 'wrong_credentials.staff');
const codeRequired = () => refusal(401, 'code_required.staff');
const wrongCode = () => refusal(401, 'wrong_code.staff');
const secondFactorMissing = () => refusal(403, 'second_factor_missing');
