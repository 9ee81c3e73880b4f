import { budget } from '../kernel/budget.js';
import type { Context } from '../kernel/context.js';

// One process counts for itself; the account's own lock (sign-in-staff.ts) is in the database and stays exact.
const perAccount = budget(10, 15 * 60);
const perAddress = budget(100, 60);

/**
 * Every door's way to signInStaff. A successful one forgives: only wrong tries add up for an account.
 * @throws TooManyRequests after 10 tries for one account from one address in 15 minutes, or 100 from one address in a minute
 */
export async function throttledSignIn<T>(email: string, { from = '' }: Pick<Context, 'from'>, signIn: () => Promise<T>): Promise<T> {
  await perAddress(from);
  const account = `${from} ${email.trim().toLowerCase()}`;
  const signedIn = await perAccount.on(account, signIn);
  await perAccount.forgive(account);
  return signedIn;
}
