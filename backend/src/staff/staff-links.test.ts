import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '../kernel/errors.js';
import { hashPassword } from '../kernel/passwords.js';
import { asRole, staffContext, type StaffContext } from '../testing/staff-context.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { AuditEntry } from '../access/audit-entry.entity.js';
import { changeStaffRole } from './change-staff-role.js';
import { deactivateStaff } from './deactivate-staff.js';
import { inviteStaff } from './invite-staff.js';
import { makeFirstOwner } from './make-first-owner.js';
import { reactivateStaff } from './reactivate-staff.js';
import { readStaffLink } from './read-staff-link.js';
import { rescueOwner } from './rescue-owner.js';
import { resetStaff } from './reset-staff.js';
import type { StaffRole } from '../kernel/rules/staff-role.js';
import { signInStaff } from './sign-in-staff.js';
import { Staff } from './staff.entity.js';
import { StaffLink } from './staff-link.entity.js';
import { StaffSession } from './staff-session.entity.js';
import { takeStaffLink } from './take-staff-link.js';
import { totpCode } from './totp.js';

const PASSWORD = 'a password of staff';
const HOUR = 3_600_000;
const reason = '시험';

let test: TestDatabase;
let passwordHash: string;
let system: StaffContext;
let owner: StaffContext;
let ownerId: number;
let count = 0;

beforeAll(async () => {
  test = await openTestDatabase();
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(() => test.drop());
beforeEach(async () => {
  await noStaff();
  system = staffContext(test.db);
  ownerId = await member('owner');
  owner = asRole(system, 'owner', ownerId);
});

async function noStaff(): Promise<void> {
  for (const table of ['staff_links', 'staff_sessions', 'staff']) await test.db.query(`DELETE FROM ${table}`);
}

async function member(role: StaffRole): Promise<number> {
  const row = { email: `staff${++count}@mngshop.test`, name: '김담당', role, passwordHash, createdAt: system.clock.now() };
  return ((await Staff.insert(row)).identifiers[0] as { id: number }).id;
}
const tokenOf = (link: string) => link.split('/').at(-1)!;
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: AppError) => error.code,
  );
const invited = async (role: StaffRole = 'support') => {
  const email = `invited${++count}@mngshop.test`;
  const { staffId, link } = await inviteStaff(owner, { email: ` ${email.toUpperCase()}`, name: '박초대', role });
  return { email, staffId, token: tokenOf(link), link };
};
const enrolled = async (token: string, ctx = system) => totpCode((await readStaffLink(ctx, token)).totpSecret, ctx.clock.now());
const signedIn = async (id: number) => {
  const { email } = await Staff.findOneByOrFail({ id });
  await signInStaff(system, { email, password: PASSWORD });
};
const sessions = async (id: number) => (await StaffSession.findBy({ staffId: id })).filter((session) => session.endedAt === null).length;

describe('an invitation', () => {
  it('leads to a password and a second factor, with which one signs in', async () => {
    const { email, staffId, token, link } = await invited('manager');
    expect(link).toBe(`http://localhost:3000/admin/link/${token}`);
    expect(await codeOf(signInStaff(system, { email, password: '' }))).toBe('wrong_credentials');
    await takeStaffLink(system, { token, password: PASSWORD, code: await enrolled(token) });
    const { totpSecret } = await Staff.findOneOrFail({ where: { id: staffId }, select: { id: true, totpSecret: true } });
    expect(totpSecret).toMatch(/^v2\./);
    const prod = { ...system, settings: { ...system.settings, appEnv: 'prod' as const } };
    expect(await codeOf(signInStaff(prod, { email, password: PASSWORD }))).toBe('code_required');
  });

  it('whose code enrolled does not sign in with it too', async () => {
    const { email, token } = await invited();
    const secret = (await readStaffLink(system, token)).totpSecret;
    const code = totpCode(secret, system.clock.now());
    await takeStaffLink(system, { token, password: PASSWORD, code });
    expect(await codeOf(signInStaff(system, { email, password: PASSWORD, code }))).toBe('wrong_code');
    system.clock.forward(60_000);
    expect(await codeOf(signInStaff(system, { email, password: PASSWORD, code: totpCode(secret, system.clock.now()) }))).toBe('ok');
  });

  it('is taken once, by the faster of two tabs', async () => {
    const { token } = await invited();
    const code = await enrolled(token);
    const take = (password: string) => codeOf(takeStaffLink(system, { token, password, code }));
    const both = await Promise.all([take('the first tab’s password'), take('the second tab’s password')]);
    expect(both.toSorted()).toEqual(['link_over', 'ok']);
    expect(await codeOf(readStaffLink(system, token))).toBe('link_over');
  });

  it('ends after 72 hours', async () => {
    const { token } = await invited();
    system.clock.forward(72 * HOUR - 1);
    expect(await codeOf(readStaffLink(system, token))).toBe('ok');
    system.clock.forward(1);
    expect(await codeOf(takeStaffLink(system, { token, password: PASSWORD, code: '' }))).toBe('link_over');
  });

  it('survives a wrong code and a short password', async () => {
    const { token } = await invited();
    expect(await codeOf(takeStaffLink(system, { token, password: PASSWORD, code: '000000' }))).toBe('wrong_code');
    expect(await codeOf(takeStaffLink(system, { token, password: '열두 자가 안 돼요', code: await enrolled(token) }))).toBe('invalid');
    expect(await codeOf(takeStaffLink(system, { token, password: PASSWORD, code: await enrolled(token) }))).toBe('ok');
  });

  it('needs the second factor in production, and elsewhere not', async () => {
    const { token } = await invited();
    const prod = { ...system, settings: { ...system.settings, appEnv: 'prod' as const } };
    expect(await codeOf(takeStaffLink(prod, { token, password: PASSWORD, code: ' ' }))).toBe('code_required');
    expect(await codeOf(takeStaffLink(system, { token, password: PASSWORD, code: ' ' }))).toBe('ok');
  });

  it('is the owner’s to make, kept as a hash, and once for an e-mail', async () => {
    const { email, token } = await invited();
    for (const role of ['manager', 'fulfilment', 'support', 'viewer'] as const) {
      expect(await codeOf(inviteStaff(asRole(system, role), { email: 'x@mngshop.test', name: '김', role: 'viewer' }))).toBe('forbidden');
    }
    expect(await codeOf(inviteStaff(owner, { email, name: '김', role: 'viewer' }))).toBe('email_taken');
    expect(JSON.stringify(await StaffLink.find({ select: { id: true, tokenHash: true } }))).not.toContain(token);
  });
});

describe('who is reset, demoted or deactivated', () => {
  it.each([
    ['reset', (id: number) => resetStaff(owner, { id, reason })],
    ['given another role', (id: number) => changeStaffRole(owner, { id, role: 'viewer', reason })],
    ['deactivated', (id: number) => deactivateStaff(owner, { id, reason })],
  ])('is signed out at once when %s, and it is written down', async (_what, change) => {
    const id = await member('manager');
    await signedIn(id);
    expect(await sessions(id)).toBe(1);
    await change(id);
    expect(await sessions(id)).toBe(0);
    const entry = (await AuditEntry.find({ order: { id: 'DESC' }, take: 1 }))[0];
    expect(entry).toMatchObject({ staffId: ownerId, recordId: String(id), reason });
  });

  it('and reset, signs in only with what the link set; a newer link ends an older one', async () => {
    const id = await member('manager');
    const { email } = await Staff.findOneByOrFail({ id });
    const first = tokenOf((await resetStaff(owner, { id, reason })).link);
    expect(await codeOf(signInStaff(system, { email, password: PASSWORD }))).toBe('wrong_credentials');
    const second = tokenOf((await resetStaff(owner, { id, reason })).link);
    expect(await codeOf(takeStaffLink(system, { token: first, password: PASSWORD, code: '' }))).toBe('link_over');
    await takeStaffLink(system, { token: second, password: 'another password', code: '' });
    expect(await codeOf(signInStaff(system, { email, password: 'another password' }))).toBe('ok');
  });

  it('and deactivated, has no link that opens, until they are let back in by a new one', async () => {
    const id = await member('support');
    const { link } = await resetStaff(owner, { id, reason });
    await deactivateStaff(owner, { id, reason });
    expect(await codeOf(takeStaffLink(system, { token: tokenOf(link), password: PASSWORD, code: '' }))).toBe('link_over');
    expect(await codeOf(resetStaff(owner, { id, reason }))).toBe('inactive');
    const again = await reactivateStaff(owner, { id, reason });
    await takeStaffLink(system, { token: tokenOf(again.link), password: PASSWORD, code: '' });
    expect((await Staff.findOneByOrFail({ id })).role).toBe('support');
  });

  it.each(['manager', 'support', 'viewer'] as const)('is so by the owner alone, never by a %s', async (role) => {
    const ctx = asRole(system, role, await member(role));
    const id = await member('viewer');
    expect(await codeOf(resetStaff(ctx, { id, reason }))).toBe('forbidden');
    expect(await codeOf(changeStaffRole(ctx, { id, role: 'owner', reason }))).toBe('forbidden');
    expect(await codeOf(deactivateStaff(ctx, { id, reason }))).toBe('forbidden');
    expect(await codeOf(reactivateStaff(ctx, { id, reason }))).toBe('forbidden');
  });
});

describe('the last owner', () => {
  it('stays one; who was only invited does not count', async () => {
    await invited('owner');
    expect(await codeOf(changeStaffRole(owner, { id: ownerId, role: 'viewer', reason }))).toBe('last_owner');
    expect(await codeOf(deactivateStaff(owner, { id: ownerId, reason }))).toBe('last_owner');
    expect(await codeOf(resetStaff(owner, { id: ownerId, reason }))).toBe('last_owner');
    await member('owner');
    expect(await codeOf(changeStaffRole(owner, { id: ownerId, role: 'viewer', reason }))).toBe('ok');
  });

  it('is left even when two owners take each other out at once', async () => {
    const other = await member('owner');
    const both = await Promise.all([
      codeOf(deactivateStaff(owner, { id: other, reason })),
      codeOf(deactivateStaff(asRole(system, 'owner', other), { id: ownerId, reason })),
    ]);
    expect(both.toSorted()).toEqual(['last_owner', 'ok']);
    expect(await Staff.countBy({ role: 'owner', active: true })).toBe(1);
  });
});

describe('the first owner', () => {
  const first = { email: 'First@mngshop.test ', name: '첫 대표' };

  it('is made on the server where nobody can sign in as one, and again until the link is taken', async () => {
    await noStaff();
    const one = tokenOf((await makeFirstOwner(system, first)).link);
    const two = tokenOf((await makeFirstOwner(system, first)).link);
    expect(await codeOf(readStaffLink(system, one))).toBe('link_over');
    await takeStaffLink(system, { token: two, password: PASSWORD, code: '' });
    expect((await signInStaff(system, { email: 'first@mngshop.test', password: PASSWORD })).staff.role).toBe('owner');
    expect(await codeOf(makeFirstOwner(system, first))).toBe('owner_exists');
  });

  it('is made by nobody who is signed in', async () => {
    await noStaff();
    expect(await codeOf(makeFirstOwner(owner, first))).toBe('forbidden');
  });

  it('gets a link on the server where nobody else can reset it, and what was lost opens nothing', async () => {
    await signedIn(ownerId);
    const { email } = await Staff.findOneByOrFail({ id: ownerId });
    expect(await codeOf(rescueOwner(owner, { email }))).toBe('forbidden');
    expect(await codeOf(rescueOwner(system, { email: 'nobody@mngshop.test' }))).toBe('not_found');
    const token = tokenOf((await rescueOwner(system, { email: ` ${email.toUpperCase()}` })).link);
    expect(await sessions(ownerId)).toBe(0);
    await takeStaffLink(system, { token, password: 'the password after', code: await enrolled(token) });
    expect(await codeOf(signInStaff(system, { email, password: PASSWORD }))).toBe('wrong_credentials');
  });
});
