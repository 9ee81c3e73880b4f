import type { EntityManager } from 'typeorm';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { StaffLink } from './staff-link.entity.js';
import { StaffSession } from './staff-session.entity.js';

const sessions = table(StaffSession);
const links = table(StaffLink);

/** Signs every member of staff out and spends every link: after a restore. Gives the number of sessions that ended. */
export async function endEveryStaffSession(tx: EntityManager, at: Date): Promise<number> {
  await updateRows(tx, StaffLink, { usedAt: at }, sql`${links.usedAt} IS NULL`);
  return updateRows(tx, StaffSession, { endedAt: at }, sql`${sessions.endedAt} IS NULL`);
}
