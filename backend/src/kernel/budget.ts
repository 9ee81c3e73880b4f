import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError, TooManyRequests } from './errors.js';

export interface Budget {
  /** Spends one try. @throws AppError 429 with the seconds to wait */
  (key: string): Promise<void>;
  /** Spends a try on `work`, and gives it back when that was refused before anything was looked at. */
  on<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Gives a key its whole budget back, as after a right password: only wrong tries add up. */
  forgive(key: string): Promise<void>;
}

const NOT_BEGUN = new Set(['busy', 'password_needed']);

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
  const on = async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    await spend(key);
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError && NOT_BEGUN.has(error.code)) await limiter.reward(key, 1);
      throw error;
    }
  };
  return Object.assign(spend, { on, forgive: async (key: string) => void (await limiter.delete(key)) });
}
