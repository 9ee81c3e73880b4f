import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { randomId } from '../kernel/random.js';
import { signToken } from '../kernel/signed-tokens.js';
import { CustomerSession } from './customer-session.entity.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows, updateRows } from '../database/write.js';

const sessions = table(CustomerSession);

export const SESSION_DAYS = 30;
/** However busy: after that somebody has to give the password again. */
const LONGEST_DAYS = 180;
export const CUSTOMER_AUDIENCE = 'customer';

export interface OpenedSession {
  customerId: number;
  universityId: number;
  sessionId: string;
  /** For the cookie; signed, names the session's row. */
  token: string;
}

/**
 * One more signed-in device, in the place of whoever was signed in there; whoever gets one has just given the password.
 */
export async function openSession(
  tx: EntityManager,
  ctx: Context,
  who: { customerId: number; universityId: number },
): Promise<OpenedSession> {
  const sessionId = randomId();
  const now = ctx.clock.now();
  const { agent = '' } = ctx;
  const deviceId = ctx.device?.id ?? null;
  if (deviceId !== null) {
    const there = sql`${sessions.deviceId} = ${deviceId} AND ${sessions.endedAt} IS NULL`;
    await updateRows(tx, CustomerSession, { endedAt: now }, there);
  }
  const row = { id: sessionId, customerId: who.customerId, deviceId, agent };
  const session = { ...row, createdAt: now, expiresAt: sessionEnd(now), passwordGivenAt: now };
  await insertRows(tx, CustomerSession, session);
  return { ...who, sessionId, token: signCustomerToken(ctx, who.customerId, sessionId) };
}

export const longestEnd = (createdAt: Date): Date => new Date(createdAt.getTime() + LONGEST_DAYS * 86_400_000);

export const sessionEnd = (now: Date): Date => new Date(now.getTime() + SESSION_DAYS * 86_400_000);

/** The token outlives no session: the row is read on every call, and decides. */
export function signCustomerToken(ctx: Context, customerId: number, sessionId: string): string {
  return signToken(ctx.settings, 'customerToken', {
    audience: CUSTOMER_AUDIENCE,
    subject: String(customerId),
    jwtid: sessionId,
    expiresIn: `${SESSION_DAYS + 1}d`,
  });
}
