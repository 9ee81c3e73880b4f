import { invalidField } from '../kernel/errors.js';
import { unsendable } from '../words/rules/sms-text.js';
import { say } from '../words/say.js';
import { told } from '../words/sentence.js';

/**
 * For what staff type and a customer gets by SMS: characters that no handset shows are named where they were typed.
 * @param path of the form's field
 * @throws AppError 422 `invalid`
 */
export function refuseUnsendable(path: string, text: string): void {
  const found = unsendable(text).map((character) => (/\p{Cc}/u.test(character) ? told('campaign.control_character') : character));
  if (found.length === 0) return;
  throw invalidField(path, say('campaign.unsendable_reason', { characters: [...new Set(found)].join(' ') }));
}
