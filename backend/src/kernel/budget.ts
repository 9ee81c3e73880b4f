import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TooManyRequests } from './errors.js';

export interface Budget {
  /** Spends one try. @throws AppError 429 with the seconds to wait */
  (key: string): Promise<void>;
  /** Gives a key its whole budget back, as after a right password: only wrong tries add up. */
  forgive(key: string): Promise<void>;
}

/** A budget of tries per key, kept in this process. */
export function budget(points: number, seconds: number): Budget {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  const spend = async (key: string) => {
    try {
      await limiter.consume(key);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) throw new TooManyRequests(refusal.msBeforeNext / 1000);
      throw refusal;
    }
  };
  return Object.assign(spend, { forgive: async (key: string) => void (await limiter.delete(key)) });
}
