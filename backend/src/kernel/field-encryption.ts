import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { keyId, type Keys, keysOf } from './keys.js';

/**
 * Encrypts one field for the database (AES-256-GCM), as `v2.<key's id>.<iv>.<tag>.<text>`, the last three in base64url.
 * @param place names the field's row, as `staff/12/totp`: the text opens only there, so that rows cannot be swapped
 */
export function encryptField(keys: Keys, place: string, text: string): string {
  const [current] = keysOf(keys, 'field');
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', derived(current), iv).setAAD(Buffer.from(place));
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [`v2.${keyId(current)}`, ...[iv, cipher.getAuthTag(), encrypted].map((part) => part.toString('base64url'))].join('.');
}

/** @throws Error for a key that is not there any more, another place, or a text that was tampered with */
export function decryptField(keys: Keys, place: string, stored: string): string {
  const { id, iv, tag, encrypted } = parse(stored);
  const candidates = keysOf(keys, 'field').filter((key) => id === null || keyId(key) === id);
  if (candidates.length === 0) throw new Error(`The stored field was encrypted under the key ${id}, which FIELD_SECRET does not hold.`);
  for (const [index, key] of candidates.entries()) {
    const decipher = createDecipheriv('aes-256-gcm', derived(key), iv, { authTagLength: 16 });
    decipher.setAAD(Buffer.from(place)).setAuthTag(tag);
    const text = decipher.update(encrypted);
    try {
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch (error) {
      if (index === candidates.length - 1) throw error;
    }
  }
  throw new Error('The stored field does not open.');
}

/** Whether a stored field is encrypted under the current key; what it begins with then, for a condition in SQL. */
export const underCurrentKey = (keys: Keys): string => `v2.${keyId(keysOf(keys, 'field')[0])}.`;

// v1 had no key's id: from when there was one key.
function parse(stored: string): { id: string | null; iv: Buffer; tag: Buffer; encrypted: Buffer } {
  const [version, ...rest] = stored.split('.');
  const id = version === 'v1' ? null : rest.shift();
  const [iv, tag, encrypted] = rest;
  if (!['v1', 'v2'].includes(version ?? '') || id === undefined || !iv || !tag || encrypted === undefined)
    throw new Error('The stored field is not encrypted as v1 or v2.');
  return { id, iv: bytes(iv), tag: bytes(tag), encrypted: bytes(encrypted) };
}

const bytes = (text: string) => Buffer.from(text, 'base64url');
const derived = (key: string) => Buffer.from(hkdfSync('sha256', key, '', 'mngshop field encryption', 32));
