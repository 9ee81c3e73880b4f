import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TooManyRequests } from '../errors.js';
import { sha256 } from '../random.js';

// One process counts for itself: with a few instances behind one door the limits are that many times as wide, and the
// account's own lock (sign-in-staff.ts), which is in the database, stays exact.
const perAccount = new RateLimiterMemory({ points: 10, duration: 15 * 60 });
const perAddress = new RateLimiterMemory({ points: 100, duration: 60 });

/**
 * Called by every door before signInStaff. @throws TooManyRequests after 10 tries for one account from one address in
 * 15 minutes, or 100 from one address in a minute
 */
export async function spendSignInTry(email: string, address: string): Promise<void> {
  try {
    await perAddress.consume(address);
    await perAccount.consume(accountKey(email, address));
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) throw new TooManyRequests(Math.ceil(refusal.msBeforeNext / 1000));
    throw refusal;
  }
}

/** After a successful one: only wrong tries add up for an account. */
export async function forgiveSignInTries(email: string, address: string): Promise<void> {
  await perAccount.delete(accountKey(email, address));
}

const accountKey = (email: string, address: string) => sha256(`${email}\n${address}`);
