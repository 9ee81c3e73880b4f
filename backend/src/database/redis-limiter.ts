import { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import type { Log } from '../kernel/context.js';
import type { MakeLimiter } from '../kernel/tries.js';

/** Counters in Redis; only open-tries.ts imports this, where there is one. */
export function redisLimiter(url: string, patienceMs: number, log: Log): { limiter: MakeLimiter; close: () => void } {
  const client = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: patienceMs });
  client.on('error', (error) => log.warn({ err: error }, 'Redis does not answer: tries are counted by this process alone'));
  return {
    limiter: (options) => new RateLimiterRedis({ ...options, keyPrefix: `tries:${options.keyPrefix}`, storeClient: client }),
    close: () => client.disconnect(),
  };
}
