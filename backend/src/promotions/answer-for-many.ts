import { EncodedText } from '../kernel/encoded-text.js';

/**
 * What all students of a university are told, as one text. Its tag is of this university, so that no answer is ever validated
 * by another's; it leaves out the server's time, which changes and is no reason to send the text again.
 * @param name of what is told, in the answer
 * @param now when it was read
 */
export function answerForMany(
  name: 'product' | 'promotion' | 'promotions',
  told: object,
  { universityId, now }: { universityId: number; now: Date },
): EncodedText {
  const json = JSON.stringify(told);
  return new EncodedText(`{"${name}":${json},"serverTime":${JSON.stringify(now)}}`, `${universityId} ${json}`);
}
