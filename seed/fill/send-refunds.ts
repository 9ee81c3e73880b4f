import type { Context } from '../../backend/src/kernel/context.js';
import { jobs } from '../../backend/src/jobs/jobs.js';

const AT_ONCE = { outbox: 0, refunds: 0, expiry: 0, reconcile: 0, settle: 0 };

/** The server's own refund job, until nothing is owed any more; gives how many refunds were sent. */
export async function sendRefunds(ctx: Context): Promise<number> {
  const job = jobs(ctx, AT_ONCE).find(({ name }) => name === 'refunds');
  if (!job) throw new Error('There is no refund job.');
  let sent = 0;
  for (let done = 1; done > 0; sent += done) done = await job.run();
  return sent;
}
