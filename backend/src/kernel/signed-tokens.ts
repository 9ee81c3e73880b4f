import jwt from 'jsonwebtoken';
import { keyId, type Keys, type KeyUse, keysOf } from './keys.js';

/** Signs a session's token, and says under which key. `expiresIn` in seconds, or days. */
export function signToken(
  keys: Keys,
  use: Exclude<KeyUse, 'field'>,
  claims: { audience: string; subject: string; jwtid: string; expiresIn: number | `${number}d` },
): string {
  const [current] = keysOf(keys, use);
  return jwt.sign({}, current, { algorithm: 'HS256', keyid: keyId(current), ...claims });
}

/**
 * The key that a token has to verify under: the one it names. One that names none was signed when there was one key; it is
 * looked for. The current one where nothing fits, under which it fails.
 */
export function keyOfToken(keys: Keys, use: Exclude<KeyUse, 'field'>, token: string): string {
  const all = keysOf(keys, use);
  const id = jwt.decode(token, { complete: true })?.header.kid;
  const fits = id === undefined ? (key: string) => verifies(token, key) : (key: string) => keyId(key) === id;
  return (all.length === 1 ? undefined : all.find(fits)) ?? all[0];
}

function verifies(token: string, key: string): boolean {
  try {
    jwt.verify(token, key, { algorithms: ['HS256'] });
    return true;
  } catch {
    return false;
  }
}
