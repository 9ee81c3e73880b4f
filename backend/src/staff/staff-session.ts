import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import type { Device } from '../kernel/device.js';
import { randomId } from '../kernel/random.js';
import { signToken } from '../kernel/signed-tokens.js';
import type { StaffRole } from '../kernel/rules/staff-role.js';
import type { StaffSignInMethod } from './rules/sign-in-method.js';
import { Staff } from './staff.entity.js';
import { StaffSession } from './staff-session.entity.js';
import { readRow } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows, updateRows } from '../database/write.js';

const staffSessions = table(StaffSession);
const staffTable = table(Staff);

export const STAFF_AUDIENCE = 'admin';

const MINUTE = 60_000;
/** Unused for so long, a session ends (개인정보의 안전성 확보조치 기준 §6); at a desk of one's own, half a day. */
const IDLE_MS = { local: 12 * 60 * MINUTE, dev: 30 * MINUTE, prod: 30 * MINUTE };
/** However busy, a session outlives no day. */
const LONGEST_MS = 24 * 60 * MINUTE;

export interface StaffIdentity {
  id: number;
  email: string;
  name: string;
  role: StaffRole;
}

/** One more signed-in device, in the place of whoever was signed in there; gives the token for its cookie. */
export async function openStaffSession(
  tx: EntityManager,
  ctx: Context,
  staffId: number,
  method: StaffSignInMethod,
  device?: Device,
): Promise<string> {
  const id = randomId();
  const now = ctx.clock.now();
  const { agent = '', from = '' } = ctx;
  if (device) {
    const there = sql`${staffSessions.deviceId} = ${device.id} AND ${staffSessions.endedAt} IS NULL`;
    await updateRows(tx, StaffSession, { endedAt: now }, there);
  }
  const row = { id, staffId, deviceId: device?.id ?? null, createdAt: now, expiresAt: idleEnd(ctx, now) };
  await insertRows(tx, StaffSession, { ...row, agent, address: from.slice(0, 45), method });
  return signToken(ctx.settings, 'staffToken', {
    audience: STAFF_AUDIENCE,
    subject: String(staffId),
    jwtid: id,
    expiresIn: LONGEST_MS / 1000,
  });
}

/**
 * Whose session it is, with the role they have now; null when it ended, idled out, or they were made inactive.
 * Reading it moves its end on, a write a minute at most.
 */
export async function readStaffSession(ctx: Context, sessionId: string): Promise<StaffIdentity | null> {
  const now = ctx.clock.now();
  const session = await readRow(
    ctx.db,
    StaffSession,
    sql`WHERE ${staffSessions.id} = ${sessionId} AND ${staffSessions.endedAt} IS NULL AND ${staffSessions.expiresAt} > ${now}
      AND ${staffSessions.createdAt} > ${new Date(now.getTime() - LONGEST_MS)}`,
  );
  if (!session) return null;
  const staff = await readRow(ctx.db, Staff, sql`WHERE ${staffTable.id} = ${session.staffId} AND ${staffTable.active} = ${true}`);
  if (!staff) return null;
  const expiresAt = idleEnd(ctx, now);
  if (expiresAt.getTime() - session.expiresAt.getTime() > MINUTE) {
    await updateRows(ctx.db, StaffSession, { expiresAt }, sql`${staffSessions.id} = ${sessionId} AND ${staffSessions.endedAt} IS NULL`);
  }
  return { id: staff.id, email: staff.email, name: staff.name, role: staff.role };
}

const idleEnd = (ctx: Context, now: Date) => new Date(now.getTime() + IDLE_MS[ctx.settings.appEnv]);
