import { invalidField } from './errors.js';
import { say } from '../words/say.js';

/**
 * Refuses what everybody who guesses tries first: the fifty thousand commonest passwords of known breaches that are long enough
 * here, however they are written large and whatever digits and signs stand behind. @throws AppError 422 `invalid`
 */
export async function refuseCommon(password: string, path = 'password'): Promise<void> {
  // Read with the first password that is set: most processes of a shop never need it.
  const { isListed } = await import('./password-list.js');
  const written = password.normalize('NFKC').toLowerCase().trim();
  const bare = written.replace(/[^a-z]+$/, '');
  const signless = written.replace(/[^a-z0-9]+$/, '');
  if (isOneThing(written) || [written, signless, ...(bare.length >= 6 ? [bare] : [])].some((one) => isListed(one))) {
    throw invalidField(path, say('password.common'));
  }
}

/** One or two signs over and over. */
const isOneThing = (text: string): boolean => new Set(text).size <= 2;
