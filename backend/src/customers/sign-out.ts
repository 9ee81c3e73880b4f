import { IsNull } from 'typeorm';
import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { CustomerSession } from './customer-session.entity.js';

/** Ends this device's session: its token works nowhere any more. */
export async function signOut(ctx: Context): Promise<void> {
  await ctx.db.manager.update(CustomerSession, { id: asCustomer(ctx).sessionId, endedAt: IsNull() }, { endedAt: ctx.clock.now() });
}
