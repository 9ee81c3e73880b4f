import { In, IsNull, LessThanOrEqual } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { OutboxMessage } from './outbox-message.entity.js';
import { PROBE_EVERY_MS } from './rules/delivery.js';

/**
 * A channel has answered: of the messages that wait because it did not, as many as one batch sends may be tried ahead of
 * their turn. When that batch gets through it ends the next waits, and so on without a pause. A provider that is gone again
 * has been asked with one batch, which cost no message one of its tries, and with none of them twice in a minute (Slack: ten).
 * What was refused, and what waits for the morning, waits on.
 */
export async function endWaits(ctx: Context, channel: OutboxMessage['channel'], batch: number): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - PROBE_EVERY_MS[channel]);
  const waiting = { channel, state: 'due', unanswered: true, triedAt: LessThanOrEqual(before), lease: IsNull() } as const;
  const some = await ctx.db.manager.find(OutboxMessage, {
    where: waiting,
    select: { id: true },
    order: { triedAt: 'ASC', id: 'ASC' },
    take: batch,
  });
  if (some.length === 0) return;
  const ids = some.map(({ id }) => id);
  await transact(ctx.db, async (tx) => void (await tx.update(OutboxMessage, { ...waiting, id: In(ids) }, { triedAt: null })));
}
