import type { Context } from '../kernel/context.js';
import { execute, transact } from '../database/database.js';
import { conflict } from '../kernel/errors.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';

/**
 * Puts a dead message on its way again, with all its tries; not a code, which is dead itself by then.
 * Its last error stays: by it the delivery knows that an earlier try may have arrived. @throws AppError 403; 409 `not_dead`
 */
export async function resendMessage(ctx: Context, { id }: { id: number }): Promise<void> {
  allow(ctx, 'outbox', 'resend');
  await transact(ctx.db, async (tx) => {
    await audit(tx, ctx, { action: 'resendMessage', resource: 'outbox', recordId: id });
    const sql = `UPDATE outbox_messages SET state = 'due', attempts = 0, due_at = ? WHERE id = ? AND state = 'dead' AND purpose <> 'code'`;
    if ((await execute(tx, sql, [ctx.clock.now(), id])) === 0) throw conflict('not_dead');
  });
}
