import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { read } from '../database/read.js';
import { limit, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { OutboxMessage } from './outbox-message.entity.js';
import { PROBE_EVERY_MS } from './rules/delivery.js';

const messages = table(OutboxMessage);

/**
 * A channel has answered: of the messages that wait because it did not, as many as one batch sends may be tried ahead of
 * their turn. When that batch gets through it ends the next waits, and so on without a pause. A provider that is gone again
 * has been asked with one batch, which cost no message one of its tries, and with none of them twice in a minute (Slack: ten).
 * What was refused, and what waits for the morning, waits on.
 */
export async function endWaits(ctx: Context, channel: OutboxMessage['channel'], batch: number): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - PROBE_EVERY_MS[channel]);
  const waiting = sql`${messages.channel} = ${channel} AND ${messages.state} = ${'due'} AND ${messages.unanswered} = ${true}
    AND ${messages.triedAt} <= ${before} AND ${messages.lease} IS NULL`;
  const some = await read(
    ctx.db,
    { id: messages.id },
    sql`FROM ${messages} WHERE ${waiting} ORDER BY ${messages.triedAt}, ${messages.id} ${limit(batch)}`,
  );
  if (some.length === 0) return;
  const ids = some.map(({ id }) => id);
  await transact(ctx.db, (tx) => updateRows(tx, OutboxMessage, { triedAt: null }, sql`${waiting} AND ${messages.id} IN ${ids}`));
}
