import { koreanDate } from '../../kernel/rules/korean-time.js';

/** Crockford's base 32: no letter can be read as another. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The day in Korea plus 80 random bits, as `20261122-7KQ2M4T9XW3HBCDE`.
 * @param random ten random bytes or more; a number is guessed by nobody
 */
export function orderNumber(now: Date, random: Uint8Array): string {
  const day = koreanDate(now).replaceAll('-', '');
  let bits = 0n;
  for (const byte of random.slice(0, 10)) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let index = 0; index < 16; index++) {
    text = LETTERS[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return `${day}-${text}`;
}
