import type { Context } from '../backend/src/kernel/context.js';
import { isSqlite } from '../backend/src/database/database.js';

const WAIT_SECONDS = 300;

/** One seed at a time in one database: two servers that start together on MySQL would fill it twice. SQLite has its file lock. */
export async function seedsAlone(db: Context['db'], work: () => Promise<void>): Promise<void> {
  if (isSqlite(db)) return work();
  const runner = db.createQueryRunner();
  try {
    const [row] = (await runner.query(`SELECT GET_LOCK(LEFT(CONCAT('seed ', DATABASE()), 64), ?) AS held`, [WAIT_SECONDS])) as {
      held: unknown;
    }[];
    if (Number(row?.held) !== 1) throw new Error('Another seed is at work in this database. Wait until it has ended.');
    await work();
  } finally {
    // The lock goes with it: a pooled connection would keep it.
    await runner.query('DO RELEASE_ALL_LOCKS()');
    await runner.release();
  }
}
