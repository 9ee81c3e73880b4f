import { RateLimiterMySQL, RLWrapperTimeouts } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import type { Log } from '../kernel/context.js';
import { type MakeLimiter, memoryLimiter, type Tries, triesBy } from '../kernel/tries.js';
import { isSqlite } from './database.js';

export interface OpenTries {
  tries: Tries;
  close: () => Promise<void>;
}

/** A store that is slower than this is not waited for: whoever signs in waits with it. */
const PATIENCE_MS = 1_000;

/**
 * Where tries are counted: in Redis where there is one, else in the shop's own database, so that all its processes count
 * together; the embedded one has one process, whose memory will do. While a shared store does not answer each process counts
 * for itself: nobody is let on uncounted, and nobody kept out.
 */
export async function openTries(db: DataSource, options: { secret: string; redisUrl?: string | null; log: Log }): Promise<OpenTries> {
  const { secret, redisUrl, log } = options;
  if (redisUrl) {
    // Not read where there is none.
    const { redisLimiter } = await import('./redis-limiter.js');
    const { limiter, close } = redisLimiter(redisUrl, PATIENCE_MS, log);
    return { tries: triesBy(insured(limiter), secret), close: () => Promise.resolve(close()) };
  }
  const limiter = isSqlite(db) ? memoryLimiter : insured(inDatabase(db));
  return { tries: triesBy(limiter, secret), close: () => Promise.resolve() };
}

const insured =
  (shared: MakeLimiter): MakeLimiter =>
  (options) =>
    new RLWrapperTimeouts({ limiter: shared(options), timeoutMs: PATIENCE_MS, insuranceLimiter: memoryLimiter(options) });

// Its rows are the library's: `tries`, made by a migration. What is over for an hour is deleted by it, every five minutes.
function inDatabase(db: DataSource): MakeLimiter {
  const { pool } = db.driver as unknown as { pool: object };
  const dbName = (db.driver as unknown as { database: string }).database;
  let sweeps = true;
  return (options) => {
    const clearExpiredByTimeout = sweeps;
    sweeps = false;
    return new RateLimiterMySQL({
      ...options,
      storeClient: pool,
      storeType: 'pool',
      dbName,
      tableName: 'tries',
      tableCreated: true,
      clearExpiredByTimeout,
    });
  };
}
