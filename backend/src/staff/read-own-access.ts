import type { Context } from '../kernel/context.js';
import { nameDevice } from '../kernel/device-name.js';
import { count, read, readFirstOrFail } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { allowSelf } from './allow-self.js';
import type { StaffSignInMethod } from './rules/sign-in-method.js';
import { Staff } from './staff.entity.js';
import { StaffPasskey } from './staff-passkey.entity.js';
import { StaffRecoveryCode } from './staff-recovery-code.entity.js';
import { StaffSession } from './staff-session.entity.js';

const staff = table(Staff);
const sessions = table(StaffSession);
const passkeys = table(StaffPasskey);
const codes = table(StaffRecoveryCode);

export interface OwnAccess {
  name: string;
  email: string;
  totpEnrolledAt: Date | null;
  /** Signed in now, the newest first. */
  devices: { id: string; name: string; address: string; method: StaffSignInMethod; createdAt: Date }[];
  passkeys: { id: number; name: string; createdAt: Date; lastUsedAt: Date | null }[];
  recoveryCodesLeft: number;
}

const PASSKEY = { id: passkeys.id, name: passkeys.name, createdAt: passkeys.createdAt, lastUsedAt: passkeys.lastUsedAt };
const SESSION = {
  id: sessions.id,
  agent: sessions.agent,
  address: sessions.address,
  method: sessions.method,
  createdAt: sessions.createdAt,
};

/** What opens one's own account, and where it stands open. @throws AppError 401 */
export async function readOwnAccess(ctx: Context): Promise<OwnAccess> {
  const { id } = allowSelf(ctx);
  const now = ctx.clock.now();
  const [who, open, keys, left] = await Promise.all([
    readFirstOrFail(
      ctx.db,
      { name: staff.name, email: staff.email, totpEnrolledAt: staff.totpEnrolledAt },
      sql`FROM ${staff} WHERE ${staff.id} = ${id}`,
    ),
    read(
      ctx.db,
      SESSION,
      sql`FROM ${sessions} WHERE ${sessions.staffId} = ${id} AND ${sessions.endedAt} IS NULL AND ${sessions.expiresAt} > ${now}
        ORDER BY ${sessions.createdAt} DESC LIMIT 50`,
    ),
    read(ctx.db, PASSKEY, sql`FROM ${passkeys} WHERE ${passkeys.staffId} = ${id} ORDER BY ${passkeys.id}`),
    readFirstOrFail(ctx.db, { left: count() }, sql`FROM ${codes} WHERE ${codes.staffId} = ${id} AND ${codes.usedAt} IS NULL`),
  ]);
  const devices = await Promise.all(open.map(async ({ agent, ...one }) => ({ ...one, name: await nameDevice(agent) })));
  return { ...who, devices, passkeys: keys, recoveryCodesLeft: left.left };
}
