import { spend, spendOn } from '../kernel/budget.js';
import type { Context } from '../kernel/context.js';
import { isTheirDevice } from './their-device.js';

const QUARTER_HOUR = 15 * 60;
/** Wherever strangers come from; the account's own lock (sign-in-staff.ts) is for them too. */
const BY_STRANGERS = { name: 'staff', tries: 10, seconds: QUARTER_HOUR };
const FROM_NETWORK = { name: 'staff/network', tries: 100, seconds: 60 };
const ON_DEVICE = { name: 'staff/device', tries: 10, seconds: QUARTER_HOUR };

/**
 * Every door's way to signInStaff. A successful one is taken back: only wrong tries add up. Who comes on a device that the
 * account has been signed in to on before has tries of their own, which nobody else can use up.
 * @throws TooManyRequests after 10 tries for one account in 15 minutes, or 100 from one network in a minute
 */
export async function throttledSignIn<T>(email: string, ctx: Context, signIn: () => Promise<T>): Promise<T> {
  const account = email.trim().toLowerCase();
  const own = isTheirDevice(ctx, account) ? ctx.device : undefined;
  if (!own) await spend(ctx, FROM_NETWORK, ctx.from ?? '');
  const [budget, key] = own ? ([ON_DEVICE, `${own.id} ${account}`] as const) : ([BY_STRANGERS, account] as const);
  const signedIn = await spendOn(ctx, budget, key, signIn);
  await ctx.tries.takeBack(budget, key);
  return signedIn;
}
