import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '../kernel/errors.js';
import { encryptField } from '../kernel/field-encryption.js';
import { hashPassword } from '../kernel/passwords.js';
import { staffContext, type StaffContext } from '../testing/staff-context.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { AuditEntry } from '../access/audit-entry.entity.js';
import { signInStaff, totpPlace } from './sign-in-staff.js';
import { signOutStaff } from './sign-out-staff.js';
import { Staff } from './staff.entity.js';
import { StaffSession } from './staff-session.entity.js';
import { readStaffSession } from './staff-session.js';
import { totpCode } from './totp.js';

const PASSWORD = 'correct horse battery';
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const MINUTE = 60_000;

let test: TestDatabase;
let ctx: StaffContext;
let passwordHash: string;
let email: string;
let id: number;
let accounts = 0;

beforeAll(async () => {
  test = await openTestDatabase();
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(() => test.drop());

beforeEach(async () => {
  ctx = staffContext(test.db);
  email = `staff${++accounts}@mngshop.test`;
  id = await newStaff({ email });
});

async function newStaff(given: Partial<Staff>): Promise<number> {
  const row = { email, name: '김담당', role: 'support' as const, passwordHash, active: true, createdAt: ctx.clock.now(), ...given };
  return ((await Staff.insert(row)).identifiers[0] as { id: number }).id;
}
const enrol = () => Staff.update(id, { totpSecret: encryptField(ctx.settings, totpPlace(id), SECRET), totpEnrolledAt: ctx.clock.now() });
const tryIn = (password = PASSWORD, code?: string) => signInStaff(ctx, { email, password, code });
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: AppError) => error.code,
  );
const sessionOf = async (staffId: number) => (await StaffSession.findOneByOrFail({ staffId })).id;

describe('signing in', () => {
  it('takes the e-mail however it is typed', async () => {
    expect((await signInStaff(ctx, { email: ` ${email.toUpperCase()}`, password: PASSWORD })).staff.id).toBe(id);
  });

  it('opens a session that names them, and is audited', async () => {
    const { staff, token } = await tryIn();
    expect(staff).toEqual({ id, email, name: '김담당', role: 'support' });
    expect(token.split('.')).toHaveLength(3);
    expect(await readStaffSession(ctx, await sessionOf(id))).toEqual(staff);
    expect(await AuditEntry.countBy({ action: 'signInStaff', staffId: id })).toBe(1);
  });

  it('answers an unknown e-mail, a wrong password, an inactive account and one not yet joined alike', async () => {
    const wrong = await tryIn('wrong password').catch((error: unknown) => error);
    expect(wrong).toMatchObject({ status: 401, code: 'wrong_credentials' });
    const unknown = await signInStaff(ctx, { email: 'nobody@mngshop.test', password: PASSWORD }).catch((error: unknown) => error);
    await Staff.update(id, { active: false });
    const inactive = await tryIn().catch((error: unknown) => error);
    await Staff.update(id, { active: true, passwordHash: null });
    const invited = await tryIn().catch((error: unknown) => error);
    for (const other of [unknown, inactive, invited]) expect({ ...(other as AppError) }).toEqual({ ...(wrong as AppError) });
  });

  it('locks for 15 minutes after ten wrong tries in a row, and then tells nobody the right password', async () => {
    for (let n = 0; n < 10; n++) expect(await codeOf(tryIn('wrong password'))).toBe('wrong_credentials');
    expect(await codeOf(tryIn())).toBe('wrong_credentials');
    ctx.clock.forward(15 * MINUTE - 1);
    expect(await codeOf(tryIn())).toBe('wrong_credentials');
    ctx.clock.forward(1);
    expect(await codeOf(tryIn())).toBe('ok');
  });

  it('counts only tries in a row', async () => {
    for (let n = 0; n < 9; n++) await codeOf(tryIn('wrong password'));
    expect(await codeOf(tryIn())).toBe('ok');
    for (let n = 0; n < 9; n++) await codeOf(tryIn('wrong password'));
    expect(await codeOf(tryIn())).toBe('ok');
  });

  it('counts guesses that come at once', async () => {
    await Promise.all(Array.from({ length: 12 }, () => codeOf(tryIn('wrong password'))));
    expect(await codeOf(tryIn())).toBe('wrong_credentials');
  });
});

describe('the second factor', () => {
  it('is asked for once it is enrolled, and a code counts once', async () => {
    await enrol();
    expect(await codeOf(tryIn())).toBe('code_required');
    expect(await codeOf(tryIn(PASSWORD, '000000'))).toBe('wrong_code');
    const code = totpCode(SECRET, ctx.clock.now());
    expect(await codeOf(tryIn('wrong password', code))).toBe('wrong_credentials');
    expect(await codeOf(tryIn(PASSWORD, code))).toBe('ok');
    expect(await codeOf(tryIn(PASSWORD, code))).toBe('wrong_code');
    ctx.clock.forward(30_000);
    expect(await codeOf(tryIn(PASSWORD, totpCode(SECRET, ctx.clock.now())))).toBe('ok');
  });

  it('locks after ten guessed codes', async () => {
    await enrol();
    for (let n = 0; n < 10; n++) await codeOf(tryIn(PASSWORD, '000000'));
    expect(await codeOf(tryIn(PASSWORD, totpCode(SECRET, ctx.clock.now())))).toBe('wrong_credentials');
  });

  it('is no choice in production', async () => {
    ctx.settings.appEnv = 'prod';
    expect(await codeOf(tryIn())).toBe('second_factor_missing');
    expect(await codeOf(tryIn('wrong password'))).toBe('wrong_credentials');
  });
});

describe('a session', () => {
  it('slides while it is used and ends after half an hour without', async () => {
    ctx.settings.appEnv = 'dev';
    await tryIn();
    const session = await sessionOf(id);
    for (let n = 0; n < 3; n++) {
      ctx.clock.forward(29 * MINUTE);
      expect(await readStaffSession(ctx, session)).not.toBeNull();
    }
    ctx.clock.forward(30 * MINUTE);
    expect(await readStaffSession(ctx, session)).toBeNull();
  });

  it('ends at once by signing out, and alone', async () => {
    await tryIn();
    const first = await sessionOf(id);
    await tryIn();
    const second = (await StaffSession.findBy({ staffId: id })).find((session) => session.id !== first)?.id as string;
    await signOutStaff(ctx, { sessionId: first });
    expect(await readStaffSession(ctx, first)).toBeNull();
    expect(await readStaffSession(ctx, second)).toMatchObject({ id });
  });

  it('follows the role and ends with the account', async () => {
    await tryIn();
    const session = await sessionOf(id);
    await Staff.update(id, { role: 'viewer' });
    expect(await readStaffSession(ctx, session)).toMatchObject({ role: 'viewer' });
    await Staff.update(id, { active: false });
    expect(await readStaffSession(ctx, session)).toBeNull();
  });
});
