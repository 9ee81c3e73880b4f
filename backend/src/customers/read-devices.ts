import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { nameDevice } from '../kernel/device-name.js';
import { read } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { CustomerSession } from './customer-session.entity.js';
import { SESSION_DAYS } from './open-session.js';

const sessions = table(CustomerSession);
const SESSION = { id: sessions.id, agent: sessions.agent, createdAt: sessions.createdAt, expiresAt: sessions.expiresAt };

export interface Device {
  id: string;
  /** As "Safari · iPhone"; empty for one that says nothing of itself. */
  name: string;
  signedInAt: Date;
  /** To the day: the end of a session moves on once a day. */
  usedAt: Date;
  isThis: boolean;
}

/** Where a customer is signed in, the newest first; fifty at most. */
export async function readDevices(ctx: Context): Promise<Device[]> {
  const { id: customerId, sessionId } = asCustomer(ctx);
  const open = await read(
    ctx.db,
    SESSION,
    sql`FROM ${sessions} WHERE ${sessions.customerId} = ${customerId} AND ${sessions.endedAt} IS NULL AND ${sessions.expiresAt} > ${ctx.clock.now()}
      ORDER BY ${sessions.createdAt} DESC LIMIT 50`,
  );
  return Promise.all(
    open.map(async ({ id, agent, createdAt, expiresAt }) => ({
      id,
      name: await nameDevice(agent),
      signedInAt: createdAt,
      usedAt: new Date(Math.max(createdAt.getTime(), expiresAt.getTime() - SESSION_DAYS * 86_400_000)),
      isThis: id === sessionId,
    })),
  );
}
