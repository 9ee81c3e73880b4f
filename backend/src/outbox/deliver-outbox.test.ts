import { In } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OutsideError } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { jobs } from '../jobs/jobs.js';
import { runJobs } from '../jobs/run-jobs.js';
import { staffContext, type StaffContext } from '../testing/staff-context.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { countQueries } from '../testing/count-queries.js';
import { smsConsents } from '../customers/sms-consents.js';
import { deliverOutbox } from './deliver-outbox.js';
import { OutboxMessage } from './outbox-message.entity.js';
import { enqueueAll } from './outbox.js';

let test: TestDatabase;
let ctx: StaffContext;
beforeAll(async () => {
  test = await openTestDatabase();
  ctx = staffContext(test.db);
});
afterAll(() => test.drop());

it('a Slack that hangs holds up no text message', async () => {
  const texted: string[] = [];
  let letGo = (_reason: Error) => {};
  const never = new Promise<never>((_resolve, reject) => (letGo = reject));
  never.catch(() => undefined);
  const outside = { ...ctx, slack: { post: () => never }, sms: { send: async ({ key }: { key: string }) => void texted.push(key) } };
  const to = { recipient: '01012345678', text: '안내', purpose: 'order' as const };
  const slack = Array.from({ length: 30 }, (_, n) => ({ ...to, k: `slack/${n}`, channel: 'slack' as const, groupKey: `slack/${n}` }));
  const sms = Array.from({ length: 30 }, (_, n) => ({ ...to, k: `sms/${n}`, channel: 'sms' as const, groupKey: `sms/${n}` }));
  await transact(test.db, (tx) => enqueueAll(tx, ctx, [...slack, ...sms]));

  const all = jobs(outside, { outbox: 5, refunds: 5_000, expiry: 5_000, reconcile: 5_000, settle: 5_000 });
  const running = runJobs(all, ctx.log);
  await expect.poll(() => texted.length, { timeout: 4_000 }).toBe(30);
  letGo(new OutsideError('unknown', 'timeout', 'Slack did not answer'));
  await running.stop();
});

it('messages that get through at the same time share a commit, each is told once, and who is still on the way holds none of them up', async () => {
  const to = { recipient: '01012345678', text: '안내', purpose: 'order' as const, channel: 'sms' as const };
  const keys = Array.from({ length: 12 }, (_, n) => `together/${n}`);
  await transact(test.db, (tx) =>
    enqueueAll(
      tx,
      ctx,
      keys.map((k) => ({ ...to, k, groupKey: k })),
    ),
  );
  const texted: string[] = [];
  const late = Promise.withResolvers<void>();
  const sms = { send: ({ key }: { key: string }) => (texted.push(key), key === 'together/0' ? late.promise : Promise.resolve()) };
  const counted = countQueries(test.db);
  const delivering = deliverOutbox({ ...ctx, sms }, smsConsents, 'sms');
  await expect.poll(() => OutboxMessage.countBy({ k: In(keys), state: 'sent' })).toBe(11);
  const ends = counted.take().filter((text) => /UPDATE .outbox_messages. SET .state./.test(text));
  counted.stop();
  late.resolve();
  await delivering;
  expect(ends).toHaveLength(1);
  expect(texted.toSorted()).toEqual(keys.toSorted());
  const rows = await OutboxMessage.find({ where: { k: In(keys) }, select: { state: true, sentAt: true, lease: true } });
  expect(rows.every(({ state, sentAt, lease }) => state === 'sent' && sentAt !== null && lease === null)).toBe(true);
});
