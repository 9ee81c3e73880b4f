import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Customer } from '../customers/customer.entity.js';
import { Consent } from '../customers/consent.entity.js';
import { AccessEntry } from '../access/access-entry.entity.js';
import { AuditEntry } from '../access/audit-entry.entity.js';
import { asRole, staffContext, type StaffContext } from '../testing/staff-context.js';
import { newCustomer, newUniversity, refusal, unique } from '../testing/staff-fixtures.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { Campaign } from './campaign.entity.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { sendCampaign, type SendCampaignInput } from './send-campaign.js';

const NIGHT = new Date('2026-11-22T13:00:00Z'); // 22:00 in Korea
let test: TestDatabase;
let ctx: StaffContext;
let universityId: number;
beforeAll(async () => {
  test = await openTestDatabase();
  universityId = await newUniversity(staffContext(test.db));
});
afterAll(() => test.drop());
beforeEach(() => {
  ctx = asRole(staffContext(test.db), 'support', 4);
});

const send = (customerIds: number[], given: Partial<SendCampaignInput> = {}) =>
  sendCampaign(ctx, { customerIds, text: '새 공동구매가 열렸어요.', purpose: 'notice', address: '203.0.113.9', ...given });
const outboxOf = (campaignId: number) => OutboxMessage.find({ where: { campaignId }, order: { id: 'ASC' } });
const customer = (kinds: Parameters<typeof newCustomer>[2] = [], given: Partial<Customer> = {}) =>
  newCustomer(ctx, universityId, kinds, given);

describe('a notice', () => {
  it('goes to each selected customer exactly once', async () => {
    const [a, b] = [await customer(), await customer()];
    const { campaignId, sent, dropped } = await send([a, b, a, b, a]);
    expect([sent, dropped]).toEqual([2, 0]);
    const { phone } = await Customer.findOneByOrFail({ id: a });
    const messages = await outboxOf(campaignId);
    expect(messages.map((m) => m.customerId)).toEqual([a, b]);
    expect(messages[0]).toMatchObject({
      channel: 'sms',
      recipient: phone,
      groupKey: `notice/${phone}`,
      text: '[MNG샵] 새 공동구매가 열렸어요.',
      purpose: 'notice',
      state: 'due',
      attempts: 0,
      dueAt: ctx.clock.now(),
    });
    expect(await Campaign.findOneByOrFail({ id: campaignId })).toMatchObject({ staffId: 4, recipients: 2, dropped: 0 });
    expect(await AuditEntry.countBy({ action: 'sendCampaign', recordId: String(campaignId) })).toBe(1);
    const log = await AccessEntry.findOneByOrFail({ action: 'sms', subjects: `${a},${b}` });
    expect(log).toMatchObject({ staffId: 4, resource: 'customers', address: '203.0.113.9' });
  });

  it('drops and counts those who left, and those who never were', async () => {
    const [a, gone] = [await customer(), await customer([], { leftAt: new Date(), phone: '' })];
    expect(await send([a, gone, 999_999])).toMatchObject({ sent: 1, dropped: 2 });
    expect((await refusal(send([gone]))).code).toBe('nobody_to_send');
  });

  it('reaches everyone of a thousand', async () => {
    const first = await customer();
    const rows = Array.from({ length: 999 }, (_, n) => ({
      email: `${unique('bulk')}-${n}@mngshop.test`,
      passwordHash: 'none',
      name: '많은',
      phone: `0109${String(n).padStart(7, '0')}`,
      universityId,
      createdAt: ctx.clock.now(),
    }));
    await Customer.createQueryBuilder().insert().values(rows).execute();
    const ids = (await Customer.findBy({ name: '많은' })).map((row) => row.id);
    const { campaignId, sent } = await send([first, ...ids]);
    expect(sent).toBe(1000);
    expect(new Set((await outboxOf(campaignId)).map((m) => m.customerId)).size).toBe(1000);
  });
});

describe('advertising', () => {
  it('goes to who consented and says what the law wants said', async () => {
    const [yes, no] = [await customer(['marketing_sms']), await customer(['terms', 'night_sms'])];
    const { campaignId, ...counts } = await send([yes, no], { purpose: 'advertising' });
    expect(counts).toEqual({ sent: 1, dropped: 1 });
    const [message, ...others] = await outboxOf(campaignId);
    expect(others).toEqual([]);
    expect(message).toMatchObject({ customerId: yes, purpose: 'advertising' });
    expect(message?.text).toBe('(광고)[MNG샵] 새 공동구매가 열렸어요.\n문의 1588-0000\n무료수신거부 080-158-8000');
  });

  it('goes to nobody who took the consent back, or gave it two years ago', async () => {
    const [withdrawn, old] = [await customer(['marketing_sms']), await customer(['marketing_sms'])];
    await Consent.update({ customerId: withdrawn }, { withdrawnAt: ctx.clock.now() });
    await Consent.update({ customerId: old }, { givenAt: new Date('2024-11-01T00:00:00Z') });
    const refused = await refusal(send([withdrawn, old], { purpose: 'advertising' }));
    expect(refused).toMatchObject({ status: 422, code: 'nobody_to_send' });
    expect(refused.detail).toContain('동의한 사람이 없어요');
  });

  it('goes at night to who consented to the night', async () => {
    ctx.clock.set(NIGHT);
    const [day, night] = [await customer(['marketing_sms']), await customer(['marketing_sms', 'night_sms'])];
    const { campaignId, sent, dropped } = await send([day, night], { purpose: 'advertising' });
    expect([sent, dropped]).toEqual([1, 1]);
    expect((await outboxOf(campaignId))[0]?.customerId).toBe(night);
    expect((await refusal(send([day], { purpose: 'advertising' }))).detail).toContain('아침 8시 뒤에');
    expect(await send([day])).toMatchObject({ sent: 1 });
  });
});

describe('the text', () => {
  it('is refused with what to change', async () => {
    const id = await customer();
    const detail = async (text: string) => (await refusal(send([id], { text }))).detail;
    expect(await detail('  ')).toContain('내용을 적어');
    expect(await detail('열렸어요 🎉')).toContain('🎉');
    expect(await detail(`${'가'.repeat(996)}.`)).toContain('2001바이트');
    expect(await detail('종\u0007')).toContain('제어 문자');
    expect(await send([id], { text: '가'.repeat(996) })).toMatchObject({ sent: 1 });
  });

  it('is spelled for handsets, and only what has no spelling is named, a decomposed text by no letter', async () => {
    const id = await customer();
    const { campaignId } = await send([id], { text: '“개강” — 서울·부산 •\u00a0특가…\u200b'.normalize('NFD') });
    const stored = '[MNG샵] "개강" - 서울·부산 · 특가...';
    expect(await Campaign.findOneByOrFail({ id: campaignId })).toMatchObject({ text: stored });
    expect(await outboxOf(campaignId)).toMatchObject([{ text: stored }]);
    const refused = await refusal(send([id], { text: '미안해요 — 😢 …' }));
    expect(refused).toMatchObject({ status: 422, code: 'invalid', errors: [{ path: 'text' }] });
    expect(refused.detail).toBe('휴대전화에 보이지 않는 글자가 있어요. 😢 을(를) 지워 주세요.');
  });

  it('of advertising counts with what the law adds', async () => {
    const id = await customer(['marketing_sms']);
    expect((await refusal(send([id], { text: '가'.repeat(990), purpose: 'advertising' }))).errors[0]?.path).toBe('text');
  });
});

describe('a form pressed twice', () => {
  it('sends once, one after the other and at once', async () => {
    const id = await customer();
    const requestId = unique('form-request');
    const answers = await Promise.all([send([id], { requestId }), send([id], { requestId }), send([id], { requestId })]);
    answers.push(await send([id], { requestId }));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await OutboxMessage.countBy({ customerId: id })).toBe(1);
    expect((await refusal(send([id], { requestId, text: '다른 글' }))).code).toBe('already_sent');
  });
});

describe('who may send', () => {
  it.each(['fulfilment', 'viewer'] as const)('is not %s', async (role) => {
    ctx = asRole(ctx, role);
    expect((await refusal(send([await customer()]))).status).toBe(403);
  });

  it('is nobody while the access log cannot be written', async () => {
    const id = await customer();
    await test.db.query('ALTER TABLE access_entries RENAME TO access_entries_away');
    await expect(send([id])).rejects.toThrow(/access_entries/);
    await test.db.query('ALTER TABLE access_entries_away RENAME TO access_entries');
    expect(await OutboxMessage.countBy({ customerId: id })).toBe(0);
  });
});
