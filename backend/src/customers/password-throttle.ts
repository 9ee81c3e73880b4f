import { asCustomer } from '../kernel/actors.js';
import { spendOn } from '../kernel/budget.js';
import type { Context } from '../kernel/context.js';
import { confirmPassword } from './step-up.js';

// Per session too: who holds a stolen one must not lock its owner out.
const TRIES = { name: 'password-again', tries: 10, seconds: 15 * 60 };

/**
 * Every door's way to what looks at a signed-in customer's password. A right one forgives: only wrong tries add up.
 * @throws TooManyRequests after 10 tries in one session in 15 minutes, wherever they were made
 */
export async function throttledPassword<T>(ctx: Context, look: () => Promise<T>): Promise<T> {
  const { id, sessionId } = asCustomer(ctx);
  const key = `${id} ${sessionId}`;
  const done = await spendOn(ctx, TRIES, key, look);
  await ctx.tries.forget(TRIES, key);
  return done;
}

/** A password that came with a call is given first, as by `PUT /session`; without one the session's own age decides. */
export async function passwordOfCall(ctx: Context, { password }: { password?: string | undefined }): Promise<void> {
  if (password !== undefined) await throttledPassword(ctx, () => confirmPassword(ctx, password));
}
