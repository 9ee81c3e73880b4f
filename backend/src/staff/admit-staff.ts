import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import type { Device } from '../kernel/device.js';
import type { AppError } from '../kernel/errors.js';
import { exists } from '../database/read.js';
import { type Sql, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { audit } from '../access/audit.js';
import type { StaffSignInMethod } from './rules/sign-in-method.js';
import { Staff } from './staff.entity.js';
import { openStaffSession, type StaffIdentity } from './staff-session.js';
import { StaffSession } from './staff-session.entity.js';
import { tellAccessChanged } from './tell-access-changed.js';

const sessions = table(StaffSession);

export interface SignedInStaff {
  /** For the cookie. */
  token: string;
  staff: StaffIdentity;
}

interface Admission {
  staff: StaffIdentity;
  /** What must still hold: who was reset or deactivated while a password or passkey was looked at does not slip in behind it. */
  still: Sql;
  method: StaffSignInMethod;
  /** Where it is; a session that was open there ends. */
  device?: Device | undefined;
  /** What is said where it does not. */
  otherwise: () => AppError;
}

/**
 * Opens the session of a member of staff who has proved who they are, by whatever method. A browser they never came from is
 * told to the team.
 */
export async function admitStaff(
  tx: EntityManager,
  ctx: Context,
  { staff, still, method, device, otherwise }: Admission,
): Promise<SignedInStaff> {
  if ((await updateRows(tx, Staff, { failedTries: 0, lockedUntil: null }, still)) === 0) throw otherwise();
  const { id, email, name, role } = staff;
  const as = { ...ctx, actor: { kind: 'staff' as const, id, role } };
  await audit(tx, as, { action: 'signInStaff', resource: 'staff', recordId: id, changes: { method: [null, method] } });
  if (await isNewDevice(tx, ctx, id)) await tellAccessChanged(tx, as, id, 'new_device');
  return { token: await openStaffSession(tx, ctx, id, method, device), staff: { id, email, name, role } };
}

// The first of all is no news: whoever took an invitation has just been told about.
async function isNewDevice(tx: EntityManager, { agent }: Context, staffId: number): Promise<boolean> {
  const theirs = sql`FROM ${sessions} WHERE ${sessions.staffId} = ${staffId} AND ${sessions.agent} <> ${''}`;
  if (!agent || !(await exists(tx, theirs))) return false;
  return !(await exists(tx, sql`${theirs} AND ${sessions.agent} = ${agent}`));
}
