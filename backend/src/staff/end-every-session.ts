import type { EntityManager } from 'typeorm';
import { execute } from '../database/database.js';

/** Signs every member of staff out and spends every link: after a restore. Gives the number of sessions that ended. */
export async function endEveryStaffSession(tx: EntityManager, at: Date): Promise<number> {
  await execute(tx, 'UPDATE staff_links SET used_at = ? WHERE used_at IS NULL', [at]);
  return execute(tx, 'UPDATE staff_sessions SET ended_at = ? WHERE ended_at IS NULL', [at]);
}
