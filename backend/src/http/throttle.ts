import type { Request } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TooManyRequests } from '../errors.js';

/** A budget of tries per key, kept in this process. @throws AppError 429 with the seconds to wait */
export function budget(points: number, seconds: number): (key: string) => Promise<void> {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return async (key) => {
    try {
      await limiter.consume(key);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) throw new TooManyRequests(refusal.msBeforeNext / 1000);
      throw refusal;
    }
  };
}

/** Where a request came from, by the proxies that are trusted. */
export const addressOf = (req: Request): string => req.ip ?? 'unknown';
