import type { DataSource } from 'typeorm';

// Longer than any step may take: who waits so long does not start, and the platform starts it again.
const WAIT_SECONDS = 300;

/**
 * Brings the database to the newest migration. MySQL commits each DDL statement by itself, so only one process may be at
 * it: servers that start together wait for the first one, and then find nothing to do.
 * @throws Error when another process has been at it for five minutes
 */
export async function migrate(db: DataSource): Promise<void> {
  if (db.options.type !== 'mysql') return void (await db.runMigrations({ transaction: 'each' }));
  const runner = db.createQueryRunner();
  try {
    // Named after the database: the server's locks know none.
    const [row] = (await runner.query(`SELECT GET_LOCK(CONCAT(DATABASE(), '/migrations'), ${WAIT_SECONDS}) AS held`)) as {
      held: unknown;
    }[];
    if (Number(row?.held) !== 1)
      throw new Error('Another process has been migrating this database for five minutes. Look at what it does.');
    await db.runMigrations({ transaction: 'each' });
  } finally {
    await runner.query(`DO RELEASE_LOCK(CONCAT(DATABASE(), '/migrations'))`).catch(() => undefined);
    await runner.release();
  }
}
