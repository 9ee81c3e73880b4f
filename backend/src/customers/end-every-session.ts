import type { EntityManager } from 'typeorm';
import { execute } from '../database/database.js';

/** Signs every customer out and spends every code: after a restore. Gives the number of sessions that ended. */
export async function endEveryCustomerSession(tx: EntityManager, at: Date): Promise<number> {
  await execute(tx, 'UPDATE one_time_codes SET used_at = ? WHERE used_at IS NULL', [at]);
  return execute(tx, 'UPDATE customer_sessions SET ended_at = ? WHERE ended_at IS NULL', [at]);
}
