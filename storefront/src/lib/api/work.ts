import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';

/**
 * Does what the server asks for where much was tried: some tenths of a second of arithmetic, beside the page and not in its way.
 * @returns what is sent along in `Work`; undefined where this browser cannot
 */
export async function doWork(challenge: Challenge): Promise<string | undefined> {
  const solution = await solveChallenge({ challenge, deriveKey, timeout: 30_000 });
  return solution ? btoa(JSON.stringify({ challenge, solution })) : undefined;
}
