import type { Actor, Context } from '../kernel/context.js';
import { notSignedIn } from '../kernel/errors.js';

/** For what every member of staff may do with their own account, whatever their role. @throws AppError 401 for anybody else */
export function allowSelf({ actor }: Pick<Context, 'actor'>): Extract<Actor, { kind: 'staff' }> {
  if (actor.kind !== 'staff') throw notSignedIn();
  return actor;
}
