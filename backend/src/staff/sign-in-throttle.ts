import { budget } from '../kernel/budget.js';

// One process counts for itself; the account's own lock (sign-in-staff.ts) is in the database and stays exact.
const perAccount = budget(10, 15 * 60);
const perAddress = budget(100, 60);

/**
 * Called by every door before signInStaff. @throws TooManyRequests after 10 tries for one account from one address in
 * 15 minutes, or 100 from one address in a minute
 */
export async function spendSignInTry(email: string, address: string): Promise<void> {
  await perAddress(address);
  await perAccount(accountKey(email, address));
}

/** After a successful one: only wrong tries add up for an account. */
export const forgiveSignInTries = (email: string, address: string): Promise<void> => perAccount.forgive(accountKey(email, address));

const accountKey = (email: string, address: string) => `${address} ${email.trim().toLowerCase()}`;
