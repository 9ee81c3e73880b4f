import { AsyncLocalStorage } from 'node:async_hooks';
import type { Context } from '../kernel/context.js';
import { inRequest, requestId } from '../kernel/request-id.js';
import type { Watch } from '../kernel/security.js';
import { isDuplicate, transact } from '../database/database.js';
import { say } from '../words/say.js';
import { enqueue } from './outbox.js';
import { type Alert, type CountedEvent, QUIET_MS, securityCounts } from './rules/security-shapes.js';

/**
 * Hears of security events and of faults, and writes an alert for Slack into the outbox where they have a shape that matters: once
 * an hour for each shape and person, whoever else noticed it too (the message's key). Each process counts for itself, and what it
 * has counted is gone with it: a count is a reason to look, not a limit.
 */
export function watchSecurity(ctx: Pick<Context, 'db' | 'clock' | 'log'>): Watch {
  const counts = securityCounts();
  // Events come from within transactions too, in which nothing may go past `tx`.
  const outside = AsyncLocalStorage.snapshot();
  const underWay = new Set<Promise<void>>();
  const hear = (event: CountedEvent) => {
    const cause = requestId();
    for (const alert of counts.add(event, ctx.clock.now())) {
      const telling = outside(() => (cause === undefined ? tell(ctx, alert) : inRequest(cause, () => tell(ctx, alert))));
      underWay.add(telling);
      void telling.finally(() => underWay.delete(telling));
    }
  };
  return {
    note: hear,
    fault: () => hear({ kind: 'answer.fault', actor: 'system' }),
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

// Where the database itself is away nothing can be written into its outbox: the alerts in Azure (monitoring.tf) are for that.
async function tell(ctx: Pick<Context, 'db' | 'clock' | 'log'>, { shape, who, count, withinMs }: Alert): Promise<void> {
  const hour = Math.floor(ctx.clock.now().getTime() / QUIET_MS);
  const minutes = withinMs / 60_000;
  const text = say(`slack.security.${shape}`, { who, count, minutes });
  const message = { k: `security/${shape}/${who}/${hour}`, channel: 'slack' as const, groupKey: 'alerts', text, purpose: 'alert' as const };
  await transact(ctx.db, (tx) => enqueue(tx, ctx, message)).catch((error: unknown) => {
    if (!isDuplicate(error)) ctx.log.warn({ shape, who, count, err: error }, 'An alert could not be written');
  });
}
