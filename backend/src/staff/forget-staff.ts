import type { Context } from '../kernel/context.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { deleteRows } from '../database/write.js';
import { StaffLink } from './staff-link.entity.js';
import { StaffSession } from './staff-session.entity.js';

/** What of staff's signing in is past its time (kernel/rules/retention.ts): there are never many; gives how many rows went. */

const links = table(StaffLink);
const sessions = table(StaffSession);

export const forgetStaffSessions = ({ db }: Pick<Context, 'db'>, since: Date): Promise<number> =>
  deleteRows(db, StaffSession, sql`${sessions.endedAt} <= ${since} OR (${sessions.endedAt} IS NULL AND ${sessions.expiresAt} <= ${since})`);

export const forgetStaffLinks = ({ db }: Pick<Context, 'db'>, since: Date): Promise<number> =>
  deleteRows(db, StaffLink, sql`${links.usedAt} <= ${since} OR (${links.usedAt} IS NULL AND ${links.expiresAt} <= ${since})`);
