import type { EntityManager } from 'typeorm';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { CustomerSession } from './customer-session.entity.js';
import { OneTimeCode } from './one-time-code.entity.js';

const sessions = table(CustomerSession);
const codes = table(OneTimeCode);

/** Signs every customer out and spends every code: after a restore. Gives the number of sessions that ended. */
export async function endEveryCustomerSession(tx: EntityManager, at: Date): Promise<number> {
  await updateRows(tx, OneTimeCode, { usedAt: at }, sql`${codes.usedAt} IS NULL`);
  return updateRows(tx, CustomerSession, { endedAt: at }, sql`${sessions.endedAt} IS NULL`);
}
