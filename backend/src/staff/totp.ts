import { createHmac } from 'node:crypto';
import { sameText } from '../kernel/random.js';

const STEP_SECONDS = 30;
const DIGITS = 6;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Which 30-second step a code belongs to (RFC 6238, SHA-1, six digits, as authenticator apps make them), one step of
 * drift allowed on either side; null for a wrong code. Callers keep the step: a code counts once (RFC 6238 §5.2).
 * @param secret base32, as shown to the app
 */
export function totpStep(secret: string, code: string, now: Date): number | null {
  const key = fromBase32(secret);
  const current = Math.floor(now.getTime() / 1000 / STEP_SECONDS);
  const digits = code.replace(/\s/g, '');
  const matching = [current - 1, current, current + 1].filter((step) => sameText(codeAt(key, step), digits));
  return matching.at(-1) ?? null;
}

/** The code of an instant, six digits. */
export const totpCode = (secret: string, now: Date): string => codeAt(fromBase32(secret), Math.floor(now.getTime() / 1000 / STEP_SECONDS));

function codeAt(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac.at(-1) as number) & 0x0f;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS).padStart(DIGITS, '0');
}

function fromBase32(text: string): Buffer {
  let bits = '';
  for (const letter of text.toUpperCase().replace(/[\s=]/g, '')) {
    const value = BASE32.indexOf(letter);
    if (value < 0) throw new Error('The second factor’s secret is not base32.');
    bits += value.toString(2).padStart(5, '0');
  }
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

/** For the app: RFC 4648 without padding. */
export function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** What an authenticator app opens, as a link or in a QR code (the Key URI format). @param account whose it is, an e-mail */
export const totpUri = (secret: string, account: string): string =>
  `otpauth://totp/${encodeURIComponent(`MNG샵:${account}`)}?secret=${secret}&issuer=${encodeURIComponent('MNG샵')}`;
