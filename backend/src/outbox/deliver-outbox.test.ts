import { afterAll, beforeAll, expect, it } from 'vitest';
import { OutsideError } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { jobs } from '../jobs/jobs.js';
import { runJobs } from '../jobs/run-jobs.js';
import { staffContext, type StaffContext } from '../testing/staff-context.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
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
