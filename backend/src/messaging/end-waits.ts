import { type EntityManager, In, MoreThan } from 'typeorm';
import type { Context } from '../context.js';
import { transact } from '../database.js';
import { OutboxMessage } from './outbox-message.entity.js';

/**
 * A channel has answered: of the messages that wait because it did not, as many as one batch sends are due now. When that
 * batch gets through it ends the next waits, and so on without a pause; a provider that is gone again has been asked once.
 * What was refused, and what waits for the morning, waits on.
 */
export async function endWaits(ctx: Context, channel: OutboxMessage['channel'], batch: number): Promise<void> {
  const now = ctx.clock.now();
  const waiting = { channel, state: 'due', unanswered: true, dueAt: MoreThan(now) } as const;
  const some = await waitingIds(ctx.db.manager, waiting, batch);
  if (some.length === 0) return;
  await transact(ctx.db, async (tx) => void (await tx.update(OutboxMessage, { ...waiting, id: In(some) }, { dueAt: now })));
}

async function waitingIds(db: EntityManager, where: object, take: number): Promise<number[]> {
  const rows = await db.find(OutboxMessage, { where, select: { id: true }, order: { dueAt: 'ASC', id: 'ASC' }, take });
  return rows.map(({ id }) => id);
}
