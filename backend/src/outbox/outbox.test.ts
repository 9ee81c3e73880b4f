import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Consent } from '../customers/consent.entity.js';
import type { ConsentKind } from '../customers/rules/consents.js';
import { OutsideError, type Sms } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { AuditEntry } from '../access/audit-entry.entity.js';
import { asRole, staffContext, type StaffContext } from '../testing/staff-context.js';
import { newCustomer, newUniversity, refusal, unique } from '../testing/staff-fixtures.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { deliverOutbox } from './deliver-outbox.js';
import { smsConsents } from '../customers/sms-consents.js';
import { OutboxMessage } from './outbox-message.entity.js';
import { enqueueAll, type Message } from './outbox.js';
import { resendMessage } from './resend-message.js';
import { measureSms } from '../words/rules/sms-bytes.js';
import { sendCampaign } from '../campaigns/send-campaign.js';

let test: TestDatabase;
let ctx: StaffContext;
let universityId: number;
/** What the provider took, in order. */
let taken: { to: string; text: string; key: string; resend?: boolean }[];
beforeAll(async () => {
  test = await openTestDatabase();
  universityId = await newUniversity(staffContext(test.db));
});
afterAll(() => test.drop());
beforeEach(async () => {
  await OutboxMessage.clear();
  taken = [];
  ctx = withSms(async (message) => void taken.push(message));
});

const withSms = (send: Sms['send'], now?: Date): StaffContext => ({ ...staffContext(test.db, now ? { now } : {}), sms: { send } });
const down = new OutsideError('unknown', 'timeout', 'no answer');
const refused = new OutsideError('refused', 'http_400', 'no');
const HOUR = 3_600_000;
const MINUTE = 60_000;
const texts = () => taken.map((message) => message.text);
const rows = () => OutboxMessage.find({ order: { id: 'ASC' } });
const put = async (...messages: (Partial<Message> & { text: string })[]) =>
  transact(ctx.db, (tx) =>
    enqueueAll(
      tx,
      ctx,
      messages.map((message) => ({
        k: unique('k'),
        channel: 'sms',
        groupKey: 'order/1',
        recipient: '01011112222',
        purpose: 'order',
        ...message,
      })),
    ),
  );

describe('messages of one group', () => {
  it('leave one after the other, in the order they were written', async () => {
    await put({ text: '하나' }, { text: '둘' }, { text: '다른 주문', groupKey: 'order/2' }, { text: '셋' });
    expect(await deliverOutbox(ctx, smsConsents)).toBe(2);
    expect(texts().toSorted()).toEqual(['다른 주문', '하나']);
    expect([await deliverOutbox(ctx, smsConsents), await deliverOutbox(ctx, smsConsents), await deliverOutbox(ctx, smsConsents)]).toEqual([
      1, 1, 0,
    ]);
    expect(texts().filter((text) => text !== '다른 주문')).toEqual(['하나', '둘', '셋']);
  });

  it('wait for one that is refused, until it is dead after ten tries with growing waits', async () => {
    const failing = withSms(async (message) => {
      if (message.text === '하나') throw refused;
      taken.push(message);
    });
    ctx = failing;
    await put({ text: '하나' }, { text: '둘' }, { text: '다른 주문', groupKey: 'order/2' });
    const waits: number[] = [];
    for (let tries = 1; tries <= 10; tries++) {
      expect(await deliverOutbox(ctx, smsConsents)).toBeGreaterThan(0);
      const [first] = await rows();
      expect(first).toMatchObject({ attempts: tries, state: tries < 10 ? 'due' : 'dead' });
      if (tries === 10) break;
      const wait = (first?.dueAt.getTime() ?? 0) - ctx.clock.now().getTime();
      waits.push(wait / 1_000);
      ctx.clock.forward(wait - 1);
      expect(await deliverOutbox(ctx, smsConsents)).toBe(0);
      ctx.clock.forward(1);
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512]);
    expect(texts()).toEqual(['다른 주문']);
    await deliverOutbox(ctx, smsConsents);
    expect(texts()).toEqual(['다른 주문', '둘']);
  });

  it('are not held up by an advertisement that waits for the morning', async () => {
    const night = new Date('2026-11-22T13:00:00Z'); // 22:00 in Korea
    ctx = withSms(async (message) => void taken.push(message), new Date('2026-11-22T11:00:00Z'));
    const customerId = await newCustomer(ctx, universityId, ['marketing_sms']);
    const campaign = (purpose: 'notice' | 'advertising', text: string) =>
      sendCampaign(asRole(ctx, 'owner'), { customerIds: [customerId], text, purpose, address: '203.0.113.9' });
    await campaign('advertising', '새 공동구매가 열렸어요');
    ctx.clock.set(night);
    await deliverOutbox(ctx, smsConsents);
    await campaign('notice', '배송이 하루 늦어져요');
    await deliverOutbox(ctx, smsConsents);
    expect(texts()).toEqual(['[MNG샵] 배송이 하루 늦어져요']);
  });
});

describe('what becomes a text message', () => {
  it('is written as it leaves: spelled for handsets, and what they cannot show is left out with a word in the log', async () => {
    const warned: object[] = [];
    ctx = { ...ctx, log: { ...ctx.log, warn: (fields: object) => void warned.push(fields) } };
    const text = '“누리북” 상품을 취소했어요 — 미안해요 😢😢';
    await put({ text, k: 'order/1/told' }, { text, k: 'order/1/told-again' }, { text, k: 'order/1/slack', channel: 'slack' });
    const sent = '"누리북" 상품을 취소했어요 - 미안해요';
    expect((await rows()).map((row) => row.text)).toEqual([sent, sent, text]);
    expect(warned).toEqual([{ message: 'order/1/told', dropped: ['😢'] }]);
  });

  it('never exceeds a long message', async () => {
    await put({ text: '가'.repeat(1_001) });
    await deliverOutbox(ctx, smsConsents);
    expect(taken.map(({ text }) => measureSms(text).bytes)).toEqual([1_999]);
  });
});

describe('a message', () => {
  it('that is dead is sent again by staff who may, with all its tries, and only a dead one', async () => {
    await put({ text: '하나' });
    const [{ id } = { id: 0 }] = await rows();
    expect(await refusal(resendMessage(asRole(ctx, 'owner'), { id }))).toMatchObject({ status: 409, code: 'not_dead' });
    await OutboxMessage.update({ id }, { state: 'dead', attempts: 10, lastError: 'timeout' });
    expect(await refusal(resendMessage(asRole(ctx, 'support'), { id }))).toMatchObject({ status: 403 });
    await resendMessage(asRole(ctx, 'owner'), { id });
    expect(await rows()).toMatchObject([{ state: 'due', attempts: 0, lastError: 'timeout' }]);
    expect(await AuditEntry.countBy({ action: 'resendMessage', recordId: String(id) })).toBe(1);
    await deliverOutbox(ctx, smsConsents);
    expect(texts()).toEqual(['하나']);
    expect(await refusal(resendMessage(asRole(ctx, 'owner'), { id }))).toMatchObject({ code: 'not_dead' });
  });

  it('is a resend whenever an earlier try may have arrived, so that the provider is asked first', async () => {
    await put({ text: '처음' });
    await deliverOutbox(ctx, smsConsents);
    await put({ text: '실패했던' });
    await OutboxMessage.update({ text: '실패했던' }, { attempts: 1, lastError: 'timeout' });
    await deliverOutbox(ctx, smsConsents);
    await put({ text: '보내다 죽은' });
    await OutboxMessage.update({ text: '보내다 죽은' }, { lease: 'of a process that died', leaseUntil: new Date(0) });
    await deliverOutbox(ctx, smsConsents);
    await put({ text: '직원이 다시 보낸' });
    await OutboxMessage.update({ text: '직원이 다시 보낸' }, { state: 'dead', attempts: 10, lastError: 'timeout' });
    await resendMessage(asRole(ctx, 'owner'), { id: (await OutboxMessage.findOneByOrFail({ state: 'dead' })).id });
    await deliverOutbox(ctx, smsConsents);
    expect(taken.map(({ text, resend }) => [text, resend])).toEqual([
      ['처음', false],
      ['실패했던', true],
      ['보내다 죽은', true],
      ['직원이 다시 보낸', true],
    ]);
  });

  it('goes to one of two deliverers that come at once', async () => {
    await put(...Array.from({ length: 30 }, (_, n) => ({ text: `${n}`, groupKey: `order/${n}` })));
    const counts = await Promise.all([deliverOutbox(ctx, smsConsents), deliverOutbox(ctx, smsConsents), deliverOutbox(ctx, smsConsents)]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(30);
    expect(new Set(texts()).size).toBe(30);
    expect(taken).toHaveLength(30);
  });

  it.each([
    ['fails', () => Promise.reject(down)],
    ['succeeds', () => Promise.resolve()],
  ])('that took longer than its lease and then %s changes nothing of what another did', async (_how, end) => {
    await put({ text: '하나' });
    const arrived = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const slow = deliverOutbox({ ...ctx, sms: { send: () => (arrived.resolve(), gate.promise.then(end)) } }, smsConsents);
    await arrived.promise;
    expect(await deliverOutbox(ctx, smsConsents)).toBe(0);
    ctx.clock.forward(60_001);
    expect(await deliverOutbox(ctx, smsConsents)).toBe(1);
    const [sent] = await rows();
    expect(sent).toMatchObject({ state: 'sent', attempts: 0 });
    ctx.clock.forward(1_000);
    gate.resolve();
    await slow;
    expect(await rows()).toEqual([sent]);
  });

  it('that breaks our own client counts as tried, and holds up nobody else', async () => {
    const broken = withSms(async (message) => {
      if (message.text === '하나') throw new TypeError('cannot read properties of undefined');
      taken.push(message);
    });
    ctx = broken;
    await put({ text: '하나' }, { text: '다른 주문', groupKey: 'order/2' });
    expect(await deliverOutbox(ctx, smsConsents)).toBe(2);
    expect(await rows()).toMatchObject([
      { state: 'due', attempts: 1, lastError: expect.stringContaining('TypeError') as string },
      { state: 'sent' },
    ]);
  });

  it.each([
    ['sms', 2, '[MNG샵] 1,290,000원 결제를 확인했어요.'],
    ['slack', 11, '결제 완료 20261122-ABC'],
  ] as const)('by %s leaves by itself after an outage of twelve hours, within %i minutes of its end', async (channel, minutes, text) => {
    const began = ctx.clock.now().getTime();
    const up = () => ctx.clock.now().getTime() >= began + 12 * HOUR;
    const left: Date[] = [];
    const leave = async () => void (up() ? left.push(ctx.clock.now()) : await Promise.reject(down));
    ctx = { ...ctx, sms: { send: leave }, slack: { post: leave } };
    await put({ channel, text });
    for (let look = 0; look < 200 && left.length === 0; look++) {
      await deliverOutbox(ctx, smsConsents);
      ctx.clock.forward(up() ? MINUTE : 10 * MINUTE);
    }
    expect(await rows()).toMatchObject([{ state: 'sent' }]);
    expect((left[0]?.getTime() ?? 0) - began).toBeLessThanOrEqual(12 * HOUR + minutes * MINUTE);
  });

  it('that nobody ever answers is dead in the end, and seen by staff', async () => {
    ctx = withSms(() => Promise.reject(down));
    await put({ text: '하나' });
    const began = ctx.clock.now().getTime();
    for (let tries = 1; tries <= 24; tries++) {
      await deliverOutbox(ctx, smsConsents);
      const [row] = await rows();
      expect(row).toMatchObject({ attempts: tries, state: tries < 24 ? 'due' : 'dead' });
      ctx.clock.set(row?.dueAt ?? new Date(0));
    }
    expect(ctx.clock.now().getTime() - began).toBeGreaterThan(13 * HOUR);
  });

  it('whose time is over is dropped and not sent, and keeps no code', async () => {
    const expiresAt = new Date(ctx.clock.now().getTime() + 600_000);
    await put({ text: '[MNG샵] 인증번호 123456.', purpose: 'code', expiresAt });
    ctx.clock.forward(600_000);
    await deliverOutbox(ctx, smsConsents);
    expect(texts()).toEqual([]);
    expect(await rows()).toMatchObject([{ state: 'dropped', lastError: 'expired', text: '[MNG샵] 인증번호 ······.' }]);
  });

  it('that leaves in time is sent, although it would expire', async () => {
    const expiresAt = new Date(ctx.clock.now().getTime() + 600_000);
    await put({ text: '[MNG샵] 인증번호 123456.', purpose: 'code', expiresAt });
    ctx.clock.forward(599_999);
    await deliverOutbox(ctx, smsConsents);
    expect(texts()).toHaveLength(1);
  });

  it('is dropped as soon as its next try would come too late', async () => {
    ctx = withSms(() => Promise.reject(down));
    const expiresAt = new Date(ctx.clock.now().getTime() + 5_000);
    await put({ text: '[MNG샵] 인증번호 123456.', purpose: 'code', expiresAt });
    await deliverOutbox(ctx, smsConsents);
    expect(await rows()).toMatchObject([{ state: 'due', attempts: 1 }]);
    ctx.clock.forward(2_000);
    await deliverOutbox(ctx, smsConsents);
    expect(await rows()).toMatchObject([{ state: 'dropped', attempts: 2, text: '[MNG샵] 인증번호 ······.' }]);
  });

  it('keeps no code once it was sent', async () => {
    await put({ text: '[MNG샵] 인증번호 123456. 10분 안에 입력해 주세요.', purpose: 'code' });
    await deliverOutbox(ctx, smsConsents);
    expect(texts()[0]).toContain('123456');
    expect((await rows())[0]).toMatchObject({ state: 'sent', text: '[MNG샵] 인증번호 ······. 10분 안에 입력해 주세요.' });
  });

  it('keeps no code once it is dead either', async () => {
    ctx = withSms(() => Promise.reject(down));
    await put({ text: '[MNG샵] 인증번호 123456.', purpose: 'code' });
    await OutboxMessage.update({ purpose: 'code' }, { attempts: 23 });
    await deliverOutbox(ctx, smsConsents);
    const [dead] = await rows();
    expect(dead).toMatchObject({ state: 'dead', text: '[MNG샵] 인증번호 ······.' });
    expect(await refusal(resendMessage(asRole(ctx, 'owner'), { id: dead?.id ?? 0 }))).toMatchObject({ code: 'not_dead' });
  });
});

describe('a provider that does not answer', () => {
  /** Until it is back; what it was asked. */
  function outage() {
    const asked: { text: string }[] = [];
    const provider = { up: false };
    ctx = {
      ...ctx,
      sms: {
        send: async ({ text }) => {
          asked.push({ text });
          await (provider.up ? Promise.resolve() : Promise.reject(down));
        },
      },
    };
    return { asked, provider };
  }
  const many = (count: number) => put(...Array.from({ length: count }, (_, n) => ({ text: `${n}`, groupKey: `order/${n}` })));
  /** As the job does: batches until nothing is left to do. */
  const work = async () => {
    while ((await deliverOutbox(ctx, smsConsents, 'sms')) > 0);
  };
  const pass = async (ms: number, step = 10_000) => {
    for (const end = ctx.clock.now().getTime() + ms; ctx.clock.now().getTime() < end; ctx.clock.forward(step)) await work();
  };
  const outlast = (hours: number) => pass(hours * HOUR, 5 * MINUTE);

  it('is asked once a minute whether it is back, however many wait, and that costs no message its tries', async () => {
    const { asked } = outage();
    await many(30);
    await outlast(3);
    const attempts = (await rows()).map((row) => row.attempts);
    asked.length = 0;
    const before = ctx.clock.now().getTime();
    await OutboxMessage.createQueryBuilder()
      .update()
      .set({ dueAt: new Date(before + HOUR) })
      .execute();
    await pass(15 * MINUTE);
    expect(new Set(asked.map(({ text }) => text))).toEqual(new Set(['0']));
    expect(asked.length).toBeGreaterThanOrEqual(14);
    expect(asked.length).toBeLessThanOrEqual(16);
    expect((await rows()).map((row) => row.attempts)).toEqual(attempts);
    expect((await rows()).every((row) => row.state === 'due')).toBe(true);
  });

  it('and comes back gets all that waited within a minute, each once', async () => {
    const { asked, provider } = outage();
    await many(100);
    await outlast(3);
    provider.up = true;
    asked.length = 0;
    await pass(70_000);
    expect(asked.map(({ text }) => Number(text)).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, n) => n));
    expect((await rows()).every((row) => row.state === 'sent')).toBe(true);
  });

  it('and takes one new message gets the others at once', async () => {
    const { asked, provider } = outage();
    await many(30);
    await outlast(2);
    provider.up = true;
    await put({ text: '새 주문', groupKey: 'order/new' });
    await work();
    expect(new Set(asked.map(({ text }) => text)).size).toBe(31);
    expect((await rows()).every((row) => row.state === 'sent')).toBe(true);
  });

  it('and answers only once is not run down by what waits', async () => {
    const { asked } = outage();
    await many(60);
    await outlast(1);
    await OutboxMessage.createQueryBuilder()
      .update()
      .set({ dueAt: new Date(ctx.clock.now().getTime() + HOUR) })
      .execute();
    const dead = ctx.sms;
    ctx = { ...ctx, sms: { send: (message) => (message.text === '새 주문' ? Promise.resolve() : dead.send(message)) } };
    asked.length = 0;
    const attempts = (await rows()).map((row) => row.attempts);
    for (let order = 0; order < 5; order++) {
      await put({ text: '새 주문', groupKey: `order/new-${order}` });
      await work();
    }
    // One batch for each that got through, none of them twice, and none loses a try by it.
    expect(asked).toHaveLength(60);
    expect(new Set(asked.map(({ text }) => text)).size).toBe(60);
    expect((await rows()).slice(0, 60).map((row) => row.attempts)).toEqual(attempts);
  });

  it('ends no wait of what was refused, of another channel, or of the morning', async () => {
    const { provider } = outage();
    await put({ text: '거절된', groupKey: 'a' }, { text: '슬랙', channel: 'slack', groupKey: 'b' }, { text: '아침에', groupKey: 'c' });
    const later = new Date(ctx.clock.now().getTime() + HOUR);
    await OutboxMessage.update({ text: '거절된' }, { dueAt: later, attempts: 3, lastError: 'http_400' });
    await OutboxMessage.update({ text: '슬랙' }, { dueAt: later, attempts: 3, unanswered: true, triedAt: ctx.clock.now() });
    await OutboxMessage.update({ text: '아침에' }, { dueAt: later });
    provider.up = true;
    await put({ text: '새 주문', groupKey: 'order/new' });
    await work();
    expect((await rows()).map(({ text, dueAt, state }) => [text, state, state === 'due' && dueAt.getTime() === later.getTime()])).toEqual([
      ['거절된', 'due', true],
      ['슬랙', 'due', true],
      ['아침에', 'due', true],
      ['새 주문', 'sent', false],
    ]);
  });

  it('is asked by one of several processes', async () => {
    const { asked } = outage();
    await many(3);
    await work();
    await OutboxMessage.createQueryBuilder()
      .update()
      .set({ dueAt: new Date(ctx.clock.now().getTime() + HOUR) })
      .execute();
    ctx.clock.forward(MINUTE);
    asked.length = 0;
    await Promise.all([1, 2, 3, 4].map(() => deliverOutbox(ctx, smsConsents, 'sms')));
    expect(asked.map(({ text }) => text)).toEqual(['0']);
  });
});

describe('an advertisement', () => {
  const DAY = new Date('2026-11-22T03:00:00Z'); // noon in Korea
  const NIGHT = new Date('2026-11-22T12:00:00Z'); // 21:00 in Korea, to the second

  async function advertised(kinds: ConsentKind[], now: Date) {
    ctx = withSms(async (message) => void taken.push(message), DAY);
    const customerId = await newCustomer(ctx, universityId, kinds);
    await put({ text: '(광고) 새 공동구매', purpose: 'advertising', customerId, groupKey: unique('g') });
    ctx.clock.set(now);
    return customerId;
  }

  it('leaves by day with consent', async () => {
    await advertised(['marketing_sms'], DAY);
    await deliverOutbox(ctx, smsConsents);
    expect(taken).toHaveLength(1);
  });

  it('is dropped where the consent was taken back since', async () => {
    const customerId = await advertised(['marketing_sms'], DAY);
    await Consent.update({ customerId, kind: 'marketing_sms' }, { withdrawnAt: DAY });
    await deliverOutbox(ctx, smsConsents);
    expect([taken, await rows()]).toMatchObject([[], [{ state: 'dropped', attempts: 0 }]]);
  });

  it('is dropped where the consent is older than two years', async () => {
    const customerId = await advertised(['marketing_sms'], DAY);
    await Consent.update({ customerId }, { givenAt: new Date('2024-11-22T02:59:59Z') });
    await deliverOutbox(ctx, smsConsents);
    expect(await rows()).toMatchObject([{ state: 'dropped' }]);
  });

  it('waits for eight in the morning without a consent for the night, and is no failed try', async () => {
    await advertised(['marketing_sms'], NIGHT);
    await deliverOutbox(ctx, smsConsents);
    expect(await rows()).toMatchObject([{ state: 'due', attempts: 0, dueAt: new Date('2026-11-22T23:00:00Z') }]);
    ctx.clock.set(new Date('2026-11-22T22:59:59.999Z'));
    expect(await deliverOutbox(ctx, smsConsents)).toBe(0);
    ctx.clock.forward(1);
    await deliverOutbox(ctx, smsConsents);
    expect(taken).toHaveLength(1);
  });

  it('leaves at night with a consent for the night', async () => {
    await advertised(['marketing_sms', 'night_sms'], NIGHT);
    await deliverOutbox(ctx, smsConsents);
    expect(taken).toHaveLength(1);
  });

  it('that failed by day asks again before its next try by night', async () => {
    await advertised(['marketing_sms'], new Date(NIGHT.getTime() - 1_000));
    const failing = { ...ctx, sms: { send: () => Promise.reject(down) } };
    await deliverOutbox(failing, smsConsents);
    ctx.clock.forward(2_000);
    await deliverOutbox(ctx, smsConsents);
    expect(taken).toEqual([]);
    expect(await rows()).toMatchObject([{ state: 'due', attempts: 1, dueAt: new Date('2026-11-22T23:00:00Z') }]);
  });
});
