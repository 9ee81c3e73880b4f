import type { Context } from './context.js';
import { AppError, TooManyRequests } from './errors.js';
import type { Counted } from './tries.js';

/** So many tries in a stretch of time. */
export interface Budget extends Counted {
  tries: number;
}

/** Spends one try. @throws AppError 429 with the seconds to wait */
export async function spend(ctx: Pick<Context, 'tries'>, budget: Budget, key: string): Promise<void> {
  const { tries, msLeft } = await ctx.tries.count(budget, key);
  if (tries > budget.tries) throw new TooManyRequests(msLeft / 1000);
}

/** Spends a try on `work`, and gives it back when that was refused before anything was looked at. */
export async function spendOn<T>(ctx: Pick<Context, 'tries'>, budget: Budget, key: string, work: () => Promise<T>): Promise<T> {
  await spend(ctx, budget, key);
  try {
    return await work();
  } catch (error) {
    if (!hasBegun(error)) await ctx.tries.takeBack(budget, key);
    throw error;
  }
}

const NOT_BEGUN = new Set(['busy', 'password_needed']);

/** Whether what was refused had looked at anything: what had not is no try. */
export const hasBegun = (error: unknown): boolean => !(error instanceof AppError && NOT_BEGUN.has(error.code));
