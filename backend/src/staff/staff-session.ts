import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { randomId } from '../kernel/random.js';
import { signToken } from '../kernel/signed-tokens.js';
import type { StaffRole } from '../kernel/rules/staff-role.js';
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
const LONGEST = '24h';

export interface StaffIdentity {
  id: number;
  email: string;
  name: string;
  role: StaffRole;
}

/** One more signed-in device; gives the token for its cookie. */
export async function openStaffSession(tx: EntityManager, ctx: Context, staffId: number): Promise<string> {
  const id = randomId();
  const now = ctx.clock.now();
  await insertRows(tx, StaffSession, { id, staffId, createdAt: now, expiresAt: idleEnd(ctx, now) });
  return signToken(ctx.settings, 'staffToken', {
    audience: STAFF_AUDIENCE,
    subject: String(staffId),
    jwtid: id,
    expiresIn: LONGEST,
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
    sql`WHERE ${staffSessions.id} = ${sessionId} AND ${staffSessions.endedAt} IS NULL AND ${staffSessions.expiresAt} > ${now}`,
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
