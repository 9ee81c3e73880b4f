import type { DataSource } from 'typeorm';
import type { Clock } from '../kernel/context.js';
import { isSqlite } from './database.js';

const SAMPLE_EVERY_MS = 10_000;
/** Further apart than this, "open until six" would mean two things. */
const TOLERANCE_MS = 1_000;

export interface DatabaseClock extends Clock {
  /** How far the machine's clock is from the database's, in ms. */
  offset(): number;
  isReady(): boolean;
  stop(): void;
}

/** The database's time, sampled every ten seconds: all instances then close a promotion at the same instant. */
export async function databaseClock(db: DataSource): Promise<DatabaseClock> {
  let offset = 0;
  const sample = async () => {
    if (isSqlite(db)) return;
    const asked = Date.now();
    const rows = await db.query<{ now: Date }[]>('SELECT UTC_TIMESTAMP(3) AS now');
    const answered = Date.now();
    if (rows[0]) offset = rows[0].now.getTime() - (asked + answered) / 2;
  };
  await sample();
  const timer = setInterval(() => void sample().catch(() => undefined), SAMPLE_EVERY_MS);
  timer.unref();
  return {
    now: () => new Date(Date.now() + offset),
    offset: () => offset,
    isReady: () => Math.abs(offset) <= TOLERANCE_MS,
    stop: () => clearInterval(timer),
  };
}
