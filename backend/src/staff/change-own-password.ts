import type { Context } from '../kernel/context.js';
import { invalid } from '../kernel/errors.js';
import { transact } from '../database/database.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { audit } from '../access/audit.js';
import { refuseCommon } from '../kernel/common-passwords.js';
import { hashPassword } from '../kernel/passwords.js';
import { say } from '../words/say.js';
import { allowSelf } from './allow-self.js';
import { proveOwnPassword } from './prove-own-password.js';
import { isLongEnough, SHORTEST_STAFF_PASSWORD } from './rules/staff-password.js';
import { Staff } from './staff.entity.js';
import { StaffSession } from './staff-session.entity.js';
import { tellAccessChanged } from './tell-access-changed.js';

const staff = table(Staff);
const sessions = table(StaffSession);

/**
 * A new password of one's own; every other device is signed out.
 * @throws AppError as proveOwnPassword; 422 `invalid` for a short one
 */
export async function changeOwnPassword(
  ctx: Context,
  { current, password, sessionId }: { current: string; password: string; sessionId: string },
): Promise<void> {
  const { id } = allowSelf(ctx);
  if (!isLongEnough(password)) throw invalid(say('password.short', { least: SHORTEST_STAFF_PASSWORD }));
  await refuseCommon(password);
  await proveOwnPassword(ctx, current);
  const passwordHash = await hashPassword(password, ctx);
  await transact(ctx.db, async (tx) => {
    await updateRows(tx, Staff, { passwordHash }, sql`${staff.id} = ${id} AND ${staff.active} = ${true}`);
    const others = sql`${sessions.staffId} = ${id} AND ${sessions.id} <> ${sessionId} AND ${sessions.endedAt} IS NULL`;
    await updateRows(tx, StaffSession, { endedAt: ctx.clock.now() }, others);
    await audit(tx, ctx, { action: 'changeOwnPassword', resource: 'staff', recordId: id });
    await tellAccessChanged(tx, ctx, id, 'password');
  });
}
