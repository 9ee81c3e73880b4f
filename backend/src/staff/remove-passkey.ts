import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { deleteRows } from '../database/write.js';
import { audit } from '../access/audit.js';
import { allowSelf } from './allow-self.js';
import { StaffPasskey } from './staff-passkey.entity.js';
import { tellAccessChanged } from './tell-access-changed.js';

const passkeys = table(StaffPasskey);

/** Takes one of one's own passkeys away; one that is gone, or somebody else's, changes nothing. @throws AppError 401 */
export async function removePasskey(ctx: Context, { id }: { id: number }): Promise<void> {
  const self = allowSelf(ctx);
  await transact(ctx.db, async (tx) => {
    const mine = sql`${passkeys.id} = ${id} AND ${passkeys.staffId} = ${self.id}`;
    if ((await deleteRows(tx, StaffPasskey, mine)) === 0) return;
    await audit(tx, ctx, { action: 'removePasskey', resource: 'staff', recordId: self.id, changes: { passkey: [id, null] } });
    await tellAccessChanged(tx, ctx, self.id, 'passkey_removed');
  });
}
