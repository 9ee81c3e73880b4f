import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { conflict } from '../kernel/errors.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { OutboxMessage } from './outbox-message.entity.js';

const messages = table(OutboxMessage);

/**
 * Puts a dead message on its way again, with all its tries; not a code, which is dead itself by then.
 * Its last error stays: by it the delivery knows that an earlier try may have arrived. @throws AppError 403; 409 `not_dead`
 */
export async function resendMessage(ctx: Context, { id }: { id: number }): Promise<void> {
  allow(ctx, 'outbox', 'resend');
  await transact(ctx.db, async (tx) => {
    await audit(tx, ctx, { action: 'resendMessage', resource: 'outbox', recordId: id });
    const dead = sql`${messages.id} = ${id} AND ${messages.state} = ${'dead'} AND ${messages.purpose} <> ${'code'}`;
    if ((await updateRows(tx, OutboxMessage, { state: 'due', attempts: 0, dueAt: ctx.clock.now() }, dead)) === 0)
      throw conflict('not_dead');
  });
}
