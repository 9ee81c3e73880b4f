import { type RateLimiterAbstract, RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { keyedHash } from './random.js';

/** How often something was tried in a stretch of time, counted where all processes count: see decisions/0044. */
export interface Tries {
  /** Counts one more, at once and exactly; gives how many it makes, and for how long they count yet. */
  count(what: Counted, key: string): Promise<{ tries: number; msLeft: number }>;
  /** Takes one back. */
  takeBack(what: Counted, key: string): Promise<void>;
  /** Begins anew. */
  forget(what: Counted, key: string): Promise<void>;
}

/** What is counted, and for how many seconds from the first one on. */
export interface Counted {
  name: string;
  seconds: number;
  /** By each process for itself: for what only spares others a load, on a road where a shared count would cost more than it spares. */
  here?: true;
}

/** Makes the counter of one kind; `points` is beyond reach, as it is the caller who decides what is too many. */
export type MakeLimiter = (options: { keyPrefix: string; points: number; duration: number }) => RateLimiterAbstract;

const BEYOND_REACH = 2_000_000_000;

/** In this process alone: the embedded default, and what stands in while a shared store does not answer. */
export const memoryLimiter: MakeLimiter = (options) => new RateLimiterMemory(options);

/** @param secret keys the hash under which keys are kept, so that nobody chooses whom they share a counter with */
export function triesBy(makeLimiter: MakeLimiter, secret: string): Tries {
  const made = new Map<string, RateLimiterAbstract>();
  const limiterOf = ({ name, seconds, here }: Counted): RateLimiterAbstract => {
    const limiter = made.get(name) ?? (here ? memoryLimiter : makeLimiter)({ keyPrefix: name, points: BEYOND_REACH, duration: seconds });
    made.set(name, limiter);
    return limiter;
  };
  const bucketOf = (what: Counted, key: string) => bucket(secret, `${what.name}\n${key}`);
  return {
    count: async (what, key) => {
      const { consumedPoints, msBeforeNext }: RateLimiterRes = await limiterOf(what).consume(bucketOf(what, key));
      return { tries: consumedPoints, msLeft: msBeforeNext };
    },
    takeBack: async (what, key) => void (await limiterOf(what).reward(bucketOf(what, key))),
    forget: async (what, key) => void (await limiterOf(what).delete(bucketOf(what, key))),
  };
}

/** Of 65,536: however many addresses somebody comes from, there are no more counters than these. What two share, they share. */
const bucket = (secret: string, key: string): string => keyedHash(secret, 'tries', key).slice(0, 4);
