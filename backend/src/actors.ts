import type { Actor, Context } from './context.js';
import { forbidden, notSignedIn } from './errors.js';

/** The customer who asks. @throws AppError 401 for anyone else */
export function asCustomer(ctx: Context): Extract<Actor, { kind: 'customer' }> {
  if (ctx.actor.kind !== 'customer') throw notSignedIn();
  return ctx.actor;
}

/** The member of staff who asks. @throws AppError 403 for anyone else */
export function asStaff(ctx: Context): Extract<Actor, { kind: 'staff' }> {
  if (ctx.actor.kind !== 'staff') throw forbidden();
  return ctx.actor;
}
