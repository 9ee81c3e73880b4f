import { hasBegun } from './budget.js';
import type { Context } from './context.js';
import { TooManyRequests } from './errors.js';
import type { Counted } from './tries.js';
import { isWorkDone, needWork } from './work.js';

/** One count that a door keeps: so many are free, then each costs work, and beyond `most` strangers wait. */
export interface Friction extends Counted {
  key: string;
  free: number;
  most?: number;
  /** Taken back where it went well: only wrong tries add up. */
  onlyWrong?: boolean;
}

/** Who tries, as a door knows them. */
export type Asker = Pick<Context, 'settings' | 'tries' | 'work'>;

/**
 * Lets a try through where it is one of the free ones, or brings the work that was asked for: nobody is locked out by what
 * somebody else tries, it only gets dearer. What is asked for grows with what was tried, not with what was asked.
 * @param known the rightful owner's device, as far as anybody can tell: it has tries of its own, whatever strangers did
 * @throws WorkNeeded 429 with what to reckon; TooManyRequests beyond `most`
 */
export async function withFriction<T>(
  ctx: Asker,
  door: string,
  counts: readonly Friction[],
  attempt: () => Promise<T>,
  known: (Counted & { key: string; tries: number }) | null = null,
): Promise<T> {
  if (known && (await ctx.tries.count(known, known.key)).tries <= known.tries) return tried(ctx, [{ ...known, onlyWrong: true }], attempt);
  const taken = await Promise.all(counts.map(async (count) => ({ count, ...(await ctx.tries.count(count, count.key)) })));
  const over = taken.filter(({ count, tries }) => tries > count.free);
  const beyond = taken.find(({ count, tries }) => tries > (count.most ?? Infinity));
  const level = Math.max(0, ...over.map(({ count, tries }) => Math.log2(tries / count.free)));
  const wait = Math.max(0, ...over.map(({ msLeft }) => msLeft)) / 1000;
  if (beyond || (over.length > 0 && !(await isWorkDone(ctx, door, level, ctx.work)))) {
    // Nothing was tried: who only knocks makes it no dearer for others.
    await Promise.all(counts.map((count) => ctx.tries.takeBack(count, count.key)));
    if (beyond) throw new TooManyRequests(beyond.msLeft / 1000);
    return needWork(ctx, door, level, wait);
  }
  return tried(ctx, counts, attempt);
}

async function tried<T>(
  ctx: Asker,
  counts: readonly (Counted & { key: string; onlyWrong?: boolean })[],
  attempt: () => Promise<T>,
): Promise<T> {
  const takeBack = (some: typeof counts) => Promise.all(some.map((count) => ctx.tries.takeBack(count, count.key)));
  try {
    const done = await attempt();
    await takeBack(counts.filter(({ onlyWrong }) => onlyWrong));
    return done;
  } catch (error) {
    if (!hasBegun(error)) await takeBack(counts);
    throw error;
  }
}
