import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Encrypts one field for the database (AES-256-GCM), as `v1.<iv>.<tag>.<text>` in base64url.
 * @param place names the field's row, as `staff/12/totp`: the text opens only there, so that rows cannot be swapped
 */
export function encryptField(secret: string, place: string, text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key(secret), iv).setAAD(Buffer.from(place));
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return ['v1', ...[iv, cipher.getAuthTag(), encrypted].map((part) => part.toString('base64url'))].join('.');
}

/** @throws Error for another secret, another place, or a text that was tampered with */
export function decryptField(secret: string, place: string, stored: string): string {
  const [version, iv, tag, encrypted] = stored.split('.');
  if (version !== 'v1' || !iv || !tag || encrypted === undefined) throw new Error('The stored field is not encrypted as v1.');
  const decipher = createDecipheriv('aes-256-gcm', key(secret), bytes(iv), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(place)).setAuthTag(bytes(tag));
  return Buffer.concat([decipher.update(bytes(encrypted)), decipher.final()]).toString('utf8');
}

const bytes = (text: string) => Buffer.from(text, 'base64url');
const key = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', 'mngshop field encryption', 32));
