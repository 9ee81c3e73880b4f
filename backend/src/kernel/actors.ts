import type { Actor, Context } from './context.js';
import { notSignedIn } from './errors.js';

/** The customer who asks. @throws AppError 401 for anyone else */
export function asCustomer(ctx: Context): Extract<Actor, { kind: 'customer' }> {
  if (ctx.actor.kind !== 'customer') throw notSignedIn();
  return ctx.actor;
}
