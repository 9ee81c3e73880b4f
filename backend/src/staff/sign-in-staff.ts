import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import type { Device } from '../kernel/device.js';
import { refusal } from '../kernel/errors.js';
import { transact } from '../database/database.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { decryptField } from '../kernel/field-encryption.js';
import { withPasswords } from '../kernel/passwords.js';
import { sha256 } from '../kernel/random.js';
import { noteSecurity, type SecurityEvent } from '../kernel/security.js';
import { admitStaff, type SignedInStaff } from './admit-staff.js';
import { readRecoveryCode } from './rules/recovery-code.js';
import { isTheirDevice } from './their-device.js';
import { totpStep } from './totp.js';
import { Staff } from './staff.entity.js';
import { StaffRecoveryCode } from './staff-recovery-code.entity.js';
import { tellAccessChanged } from './tell-access-changed.js';
import { readFirst, type RowOf } from '../database/read.js';

const TRIES = 10;
const LOCK_MS = 15 * 60_000;

const staffTable = table(Staff);
const codes = table(StaffRecoveryCode);

export interface SignInStaffInput {
  /** However it is typed: kept and compared in lower case. */
  email: string;
  password: string;
  /** Of the second factor, six digits; needed once it is enrolled. A recovery code does as well, once. */
  code?: string | undefined;
}

/**
 * Signs a member of staff in. Ten wrong tries in a row lock the account for 15 minutes for every device that it has not been
 * signed in to on; while locked nothing tells a right password from a wrong one.
 * @throws AppError 401 `wrong_credentials` (the same for an unknown e-mail, a wrong password, an inactive or a locked account),
 *   401 `code_required`, 401 `wrong_code`; 403 `second_factor_missing` in production for who has not enrolled; 503 `busy`,
 *   which is no try
 * @param device where it is; a session that was open there ends
 */
export async function signInStaff(ctx: Context, input: SignInStaffInput, device?: Device): Promise<SignedInStaff> {
  const email = input.email.trim().toLowerCase();
  const { staff, found, mayTry } = await withPasswords(ctx, async (passwords) => {
    const mayTry = await spendTry(ctx, email);
    const found = await findStaff(ctx, email);
    return { staff: (await passwords.verify(mayTry ? found?.passwordHash : null, input.password)) ? found : null, found, mayTry };
  });
  if (!staff) {
    noteFailed(ctx, found, found && !mayTry ? 'locked' : 'credentials');
    throw wrongCredentials();
  }
  const factor = secondFactor(ctx, staff, input.code);
  const signedIn = await transact(ctx.db, (tx) => open(tx, ctx, staff, factor, device));
  noteSecurity({ ...ctx, actor: { kind: 'staff', ...staff } }, 'staff.signed_in');
  return signedIn;
}

const noteFailed = (ctx: Context, staff: FoundStaff | null, why: SecurityEvent['why'] & string) =>
  noteSecurity(ctx, 'staff.sign_in_failed', { why, ...(staff ? { subject: `staff/${staff.id}` } : {}) });

// Spent before the password is looked at: a hundred guesses at once are ten tries too.
async function spendTry(ctx: Context, email: string): Promise<boolean> {
  const now = ctx.clock.now();
  // MySQL assigns from left to right, so the lock is decided before the count moves.
  const tries = sql`${staffTable.failedTries} + 1`;
  const spent = {
    lockedUntil: sql`CASE WHEN ${tries} >= ${TRIES} THEN ${new Date(now.getTime() + LOCK_MS)} ELSE NULL END`,
    failedTries: sql`CASE WHEN ${tries} >= ${TRIES} THEN 0 ELSE ${tries} END`,
  };
  // Strangers lock it for strangers alone.
  if (isTheirDevice(ctx, email)) return true;
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

/** What was shown besides the password: a code of the app by its step, a recovery code, or nothing where nothing is enrolled. */
type SecondFactor = { kind: 'app'; step: number } | { kind: 'recovery'; code: string } | { kind: 'none' };

function secondFactor(ctx: Context, staff: FoundStaff, code: string | undefined): SecondFactor {
  const onPaper = code ? readRecoveryCode(code) : null;
  if (onPaper) return { kind: 'recovery', code: onPaper };
  if (!staff.totpEnrolledAt || !staff.totpSecret) {
    if (ctx.settings.appEnv !== 'prod') return { kind: 'none' };
    noteFailed(ctx, staff, 'second_factor_missing');
    throw secondFactorMissing();
  }
  if (!code) throw codeRequired();
  const secret = decryptField(ctx.settings, totpPlace(staff.id), staff.totpSecret);
  const step = totpStep(secret, code, ctx.clock.now());
  if (step === null) {
    noteFailed(ctx, staff, 'code');
    throw wrongCode();
  }
  return { kind: 'app', step };
}

/** Where the second factor's secret is encrypted for. */
export const totpPlace = (staffId: number): string => `staff/${staffId}/totp`;

async function open(
  tx: EntityManager,
  ctx: Context,
  staff: FoundStaff,
  factor: SecondFactor,
  device: Device | undefined,
): Promise<SignedInStaff> {
  const { id, passwordHash } = staff;
  if (!passwordHash) throw wrongCredentials();
  if (factor.kind !== 'none' && !(await spendFactor(tx, ctx, id, factor))) throw wrongCode();
  const still = sql`${staffTable.id} = ${id} AND ${staffTable.active} = ${true} AND ${staffTable.passwordHash} = ${passwordHash}`;
  const method = factor.kind === 'recovery' ? 'recovery' : 'password';
  const signedIn = await admitStaff(tx, ctx, { staff, still, method, device, otherwise: wrongCredentials });
  if (factor.kind === 'recovery') await tellAccessChanged(tx, ctx, id, 'recovery_code_used');
  return signedIn;
}

/** Each counts once; false for one that did already, or is nobody's. */
async function spendFactor(tx: EntityManager, ctx: Context, id: number, factor: Exclude<SecondFactor, { kind: 'none' }>): Promise<boolean> {
  if (factor.kind === 'recovery') {
    const unused = sql`${codes.staffId} = ${id} AND ${codes.codeHash} = ${sha256(factor.code)} AND ${codes.usedAt} IS NULL`;
    return (await updateRows(tx, StaffRecoveryCode, { usedAt: ctx.clock.now() }, unused)) === 1;
  }
  const fresh = sql`${staffTable.id} = ${id} AND (${staffTable.totpLastStep} IS NULL OR ${staffTable.totpLastStep} < ${factor.step})`;
  return (await updateRows(tx, Staff, { totpLastStep: factor.step }, fresh)) === 1;
}

const wrongCredentials = () => refusal(401, 'wrong_credentials.staff');
const codeRequired = () => refusal(401, 'code_required.staff');
const wrongCode = () => refusal(401, 'wrong_code.staff');
const secondFactorMissing = () => refusal(403, 'second_factor_missing');
