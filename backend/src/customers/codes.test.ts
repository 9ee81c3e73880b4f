import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliverOutbox } from '../outbox/deliver-outbox.js';
import { smsConsents } from './sms-consents.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { hashPassword, verifyPassword } from '../kernel/passwords.js';
import { randomId } from '../kernel/random.js';
import { asRole, staffContext, type StaffContext } from '../testing/staff-context.js';
import { newCustomer, newUniversity, refusal } from '../testing/staff-fixtures.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { changeMe } from '../accounts/change-me.js';
import { Customer } from './customer.entity.js';
import { CustomerSession } from './customer-session.entity.js';
import { leave } from '../accounts/leave.js';
import { OneTimeCode } from './one-time-code.entity.js';
import { finishPasswordReset, startPasswordReset } from './reset-password.js';
import { finishPhoneVerification, startPhoneVerification } from '../accounts/verify-phone.js';

let test: TestDatabase;
let ctx: StaffContext;
let universityId: number;
beforeAll(async () => {
  test = await openTestDatabase();
  ctx = { ...staffContext(test.db), sms: { send: () => Promise.resolve() } };
  universityId = await newUniversity(ctx);
});
afterAll(() => test.drop());

const MINUTE = 60_000;
let phones = 30_000_000;
const aPhone = () => `010${++phones}`;
/** What needs the password again is told in step-up.test.ts: here it was always just given. */
const passwordGivenAt = new Date('2100-01-01');
const sessionId = (id: number) => String(id).padStart(32, '0');
const as = (id: number): StaffContext => ({ ...ctx, actor: { kind: 'customer', id, universityId, sessionId: sessionId(id) } });
const openSession = (customerId: number, id = sessionId(customerId)) =>
  CustomerSession.insert({ id, customerId, createdAt: ctx.clock.now(), expiresAt: passwordGivenAt, passwordGivenAt });
const aCustomer = async () => {
  const id = await newCustomer(ctx, universityId);
  await openSession(id);
  return id;
};
const codeTo = async (recipient: string) => {
  const { text } = await OutboxMessage.findOneOrFail({ where: { recipient, purpose: 'code' }, order: { id: 'DESC' } });
  return /\d{6}/.exec(text)?.[0] ?? '';
};
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const me = (id: number) => Customer.findOneByOrFail({ id });

describe('a phone', () => {
  it('is proved by the code that went to it, once', async () => {
    const [id, phone] = [await aCustomer(), aPhone()];
    await startPhoneVerification(as(id), { phone });
    expect(await me(id)).toMatchObject({ phoneVerifiedAt: null });
    const code = await codeTo(phone);
    await finishPhoneVerification(as(id), { code });
    expect(await me(id)).toMatchObject({ phone, phoneVerifiedAt: ctx.clock.now() });
    expect(await refusal(finishPhoneVerification(as(id), { code }))).toMatchObject({ status: 422, code: 'wrong_code' });
  });

  it('gets no code that can be entered no more, however late the provider comes back', async () => {
    const [id, phone] = [await aCustomer(), aPhone()];
    await startPhoneVerification(as(id), { phone });
    const later = { ...ctx, clock: { now: () => new Date(ctx.clock.now().getTime() + 10 * MINUTE) } };
    await deliverOutbox(later, smsConsents);
    expect(await OutboxMessage.findOneByOrFail({ recipient: phone })).toMatchObject({ state: 'dropped', lastError: 'expired' });
  });

  it('is not proved by a code that somebody else was sent', async () => {
    const [a, b] = [await aCustomer(), await aCustomer()];
    const [phoneA, phoneB] = [aPhone(), aPhone()];
    await startPhoneVerification(as(a), { phone: phoneA });
    await startPhoneVerification(as(b), { phone: phoneB });
    const [codeA, codeB] = [await codeTo(phoneA), await codeTo(phoneB)];
    if (codeA !== codeB) expect(await refusal(finishPhoneVerification(as(b), { code: codeA }))).toMatchObject({ code: 'wrong_code' });
  });

  it('takes only the newest code', async () => {
    const [id, first, second] = [await aCustomer(), aPhone(), aPhone()];
    await startPhoneVerification(as(id), { phone: first });
    await startPhoneVerification(as(id), { phone: second });
    const [old, fresh] = [await codeTo(first), await codeTo(second)];
    if (old !== fresh) expect(await refusal(finishPhoneVerification(as(id), { code: old }))).toMatchObject({ code: 'wrong_code' });
    await finishPhoneVerification(as(id), { code: fresh });
    expect(await me(id)).toMatchObject({ phone: second });
  });

  it('gives five tries and says how many are left; the right code after them is too late', async () => {
    const [id, phone] = [await aCustomer(), aPhone()];
    await startPhoneVerification(as(id), { phone });
    const code = await codeTo(phone);
    for (const left of [4, 3, 2, 1]) {
      expect((await refusal(finishPhoneVerification(as(id), { code: other(code) }))).detail).toContain(`${left}번`);
    }
    expect((await refusal(finishPhoneVerification(as(id), { code: other(code) }))).detail).toContain('새로');
    expect(await refusal(finishPhoneVerification(as(id), { code }))).toMatchObject({ code: 'wrong_code' });
    expect(await me(id)).toMatchObject({ phoneVerifiedAt: null });
  });

  it('gives five tries even to fifty at once', async () => {
    const [id, phone] = [await aCustomer(), aPhone()];
    await startPhoneVerification(as(id), { phone });
    const code = await codeTo(phone);
    await Promise.all(Array.from({ length: 50 }, () => refusal(finishPhoneVerification(as(id), { code: other(code) }))));
    expect(await OneTimeCode.findOneByOrFail({ phone })).toMatchObject({ tries: 5 });
  });

  it('takes a code for ten minutes', async () => {
    const [id, phone] = [await aCustomer(), aPhone()];
    await startPhoneVerification(as(id), { phone });
    const code = await codeTo(phone);
    ctx.clock.forward(10 * MINUTE);
    expect(await refusal(finishPhoneVerification(as(id), { code }))).toMatchObject({ code: 'wrong_code' });
    await startPhoneVerification(as(id), { phone });
    ctx.clock.forward(10 * MINUTE - 1);
    await finishPhoneVerification(as(id), { code: await codeTo(phone) });
    expect((await me(id)).phoneVerifiedAt).not.toBeNull();
  });

  it('gets five codes in a day, whoever asks for them and however many at once', async () => {
    const [a, b, phone] = [await aCustomer(), await aCustomer(), aPhone()];
    await Promise.all(Array.from({ length: 12 }, () => startPhoneVerification(as(a), { phone }).catch(() => undefined)));
    expect(await OutboxMessage.countBy({ recipient: phone })).toBe(5);
    expect(await refusal(startPhoneVerification(as(b), { phone }))).toMatchObject({ status: 429 });
    ctx.clock.forward(24 * 60 * MINUTE);
    await startPhoneVerification(as(b), { phone });
    expect(await OutboxMessage.countBy({ recipient: phone })).toBe(6);
  });

  it('is kept as a hash, and not in the outbox once it was sent', async () => {
    const [id, phone] = [await aCustomer(), aPhone()];
    await startPhoneVerification(as(id), { phone });
    const code = await codeTo(phone);
    for (let round = 0; round < 20 && (await deliverOutbox(ctx, smsConsents)) > 0; round++);
    const { text, state } = await OutboxMessage.findOneByOrFail({ recipient: phone });
    expect([state, text.includes(code)]).toEqual(['sent', false]);
    const row = await OneTimeCode.findOneOrFail({ where: { phone }, select: { id: true, codeHash: true } });
    expect(row.codeHash).toMatch(/^[0-9a-f]{64}$/);
    await finishPhoneVerification(as(id), { code });
  });

  it('is nobody’s to prove for an account that was left', async () => {
    const [id, phone] = [await aCustomer(), aPhone()];
    await startPhoneVerification(as(id), { phone });
    const code = await codeTo(phone);
    await leave(as(id));
    expect(await refusal(finishPhoneVerification(as(id), { code }))).toMatchObject({ status: 401 });
    expect(await me(id)).toMatchObject({ phone: '', phoneVerifiedAt: null });
    expect(await refusal(startPhoneVerification(as(id), { phone }))).toMatchObject({ status: 401 });
  });

  it('is nothing that staff or visitors prove', async () => {
    expect(await refusal(startPhoneVerification(asRole(ctx, 'owner'), { phone: aPhone() }))).toMatchObject({ status: 401 });
  });
});

describe('a forgotten password', () => {
  const OLD = 'old password 123';
  const NEW = 'new password 456';

  async function customer(verified = true) {
    const phone = aPhone();
    const given = { phone, phoneVerifiedAt: verified ? ctx.clock.now() : null, passwordHash: await hashPassword(OLD) };
    const id = await newCustomer(ctx, universityId, [], given);
    await openSession(id);
    await openSession(id, randomId());
    const { email } = await me(id);
    return { id, email, phone, handle: randomId(), opens: (password: string) => opens(id, password) };
  }
  async function opens(id: number, password: string): Promise<boolean> {
    const { passwordHash } = await Customer.findOneOrFail({ where: { id }, select: { id: true, passwordHash: true } });
    return verifyPassword(passwordHash, password);
  }
  const liveSessions = (customerId: number) =>
    CustomerSession.find({ where: { customerId } }).then((rows) => rows.filter((row) => row.endedAt === null).length);

  it('is set anew by who has the phone and the browser that asked; all sessions end', async () => {
    const who = await customer();
    const stranger = await customer();
    await startPasswordReset(ctx, who);
    const code = await codeTo(who.phone);
    expect(await refusal(finishPasswordReset(ctx, { handle: randomId(), code, password: NEW }))).toMatchObject({ code: 'wrong_code' });
    await finishPasswordReset(ctx, { handle: who.handle, code, password: NEW });
    expect([await who.opens(NEW), await who.opens(OLD)]).toEqual([true, false]);
    expect([await liveSessions(who.id), await liveSessions(stranger.id)]).toEqual([0, 2]);
    expect(await refusal(finishPasswordReset(ctx, { handle: who.handle, code, password: OLD }))).toMatchObject({ code: 'wrong_code' });
  });

  it.each([
    ['there is no such account', async () => ({ email: 'nobody@mngshop.test', phone: aPhone() })],
    ['the phone is another’s', async () => ({ email: (await customer()).email, phone: (await customer()).phone })],
    ['the phone was never proved', async () => customer(false)],
    [
      'the account was left',
      async () => {
        const { id, email, phone } = await customer();
        await leave(as(id));
        return { email, phone };
      },
    ],
  ])('answers alike where %s, and sends nothing', async (_case, made) => {
    const { email, phone } = await made();
    const handle = randomId();
    const sentBefore = await OutboxMessage.countBy({ purpose: 'code' });
    expect(await startPasswordReset(ctx, { email, phone, handle })).toBeUndefined();
    expect(await OutboxMessage.countBy({ purpose: 'code' })).toBe(sentBefore);
    const known = await customer();
    await startPasswordReset(ctx, known);
    const wrong = other(await codeTo(known.phone));
    const details = [];
    for (const asked of [handle, known.handle]) {
      const tries = [];
      for (let n = 0; n < 6; n++)
        tries.push((await refusal(finishPasswordReset(ctx, { handle: asked, code: wrong, password: NEW }))).detail);
      details.push(tries);
    }
    expect(details[0]).toEqual(details[1]);
  });

  it('costs both kinds of asker the same budget', async () => {
    const [known, unknown] = [await customer(), { email: 'nobody@mngshop.test', phone: aPhone() }];
    const outcomes = [];
    for (const who of [known, unknown]) {
      const statuses = [];
      for (let n = 0; n < 7; n++) {
        statuses.push(
          await startPasswordReset(ctx, { ...who, handle: randomId() }).then(
            () => 202,
            (error: { status: number }) => error.status,
          ),
        );
      }
      outcomes.push(statuses);
    }
    expect(outcomes[0]).toEqual([202, 202, 202, 202, 202, 429, 429]);
    expect(outcomes[1]).toEqual(outcomes[0]);
  });

  it('is not for who had the phone before: a number that was changed meanwhile opens nothing', async () => {
    const who = await customer();
    await startPasswordReset(ctx, who);
    const code = await codeTo(who.phone);
    await changeMe(as(who.id), { phone: aPhone() });
    expect(await refusal(finishPasswordReset(ctx, { handle: who.handle, code, password: NEW }))).toMatchObject({ code: 'wrong_code' });
    expect(await who.opens(OLD)).toBe(true);
    expect(await liveSessions(who.id)).toBe(2);
  });

  it('is not changed by two at once with one code', async () => {
    const who = await customer();
    await startPasswordReset(ctx, who);
    const code = await codeTo(who.phone);
    const both = ['first password 1', 'second password 2'].map((password) =>
      finishPasswordReset(ctx, { handle: who.handle, code, password }),
    );
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
