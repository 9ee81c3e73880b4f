import type { DataSource } from 'typeorm';
import type { DatabaseClock } from './clock.js';

/** Whether the database answers, stands on the newest migration, and agrees about the time. Never throws. */
export async function readReadiness(db: DataSource, clock: Pick<DatabaseClock, 'isReady'>) {
  return { database: await answers(db), migrations: await migrated(db), clock: clock.isReady() };
}

const answers = (db: DataSource) =>
  db.query('SELECT 1').then(
    () => true,
    () => false,
  );
const migrated = (db: DataSource) =>
  db.showMigrations().then(
    (pending) => !pending,
    () => false,
  );
