import type { Context } from '../kernel/context.js';
import { CustomerSession } from '../customers/customer-session.entity.js';
import { randomId } from '../kernel/random.js';

/** A session of a customer, opened without a password's work, as the verbs see it. */
export async function signedIn<C extends Context>(ctx: C, { id, universityId }: { id: number; universityId: number }): Promise<C> {
  const sessionId = randomId();
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + 30 * 86_400_000);
  await CustomerSession.insert({ id: sessionId, customerId: id, createdAt: now, expiresAt, passwordGivenAt: now });
  return { ...ctx, actor: { kind: 'customer', id, universityId, sessionId } };
}

/** What somebody does who is asked for the password again. */
export async function givesPassword({ actor, clock }: Context): Promise<void> {
  if (actor.kind === 'customer') await CustomerSession.update({ id: actor.sessionId }, { passwordGivenAt: clock.now() });
}
