import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decryptField, encryptField, underCurrentKey } from './field-encryption.js';
import type { Keys } from './keys.js';

const keys = (field: string, ...before: string[]): Keys => ({
  secrets: { customerToken: 'customers', staffToken: 'staff', field },
  formerSecrets: { customerToken: [], staffToken: [], field: before },
});
const stored = encryptField(keys('the secret'), 'staff/1/totp', '비밀 JBSWY3DP');

describe('an encrypted field', () => {
  it('opens where it was closed', () => {
    expect(stored).not.toContain('JBSWY3DP');
    expect(decryptField(keys('the secret'), 'staff/1/totp', stored)).toBe('비밀 JBSWY3DP');
  });

  it('looks different each time', () => {
    expect(encryptField(keys('the secret'), 'staff/1/totp', '비밀 JBSWY3DP')).not.toBe(stored);
  });

  it('opens under the key it names, as long as that is there, wherever it stands in the list', () => {
    for (const ring of [keys('the secret', 'another'), keys('another', 'a third', 'the secret')])
      expect(decryptField(ring, 'staff/1/totp', stored)).toBe('비밀 JBSWY3DP');
    expect(stored.startsWith(underCurrentKey(keys('the secret', 'another')))).toBe(true);
    expect(stored.startsWith(underCurrentKey(keys('another', 'the secret')))).toBe(false);
  });

  it('opens under any of them where it is of the time when keys had no id', () => {
    const iv = randomBytes(12);
    const key = Buffer.from(hkdfSync('sha256', 'the secret', '', 'mngshop field encryption', 32));
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from('staff/1/totp'));
    const text = Buffer.concat([cipher.update('JBSWY3DP'), cipher.final()]);
    const old = ['v1', ...[iv, cipher.getAuthTag(), text].map((part) => part.toString('base64url'))].join('.');
    expect(decryptField(keys('another', 'the secret'), 'staff/1/totp', old)).toBe('JBSWY3DP');
    expect(() => decryptField(keys('another', 'a third'), 'staff/1/totp', old)).toThrow();
  });

  const [version, id, iv, tag, text] = stored.split('.') as [string, string, string, string, string];
  const other = (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
  it.each([
    ['in another row', 'the secret', 'staff/2/totp', stored, undefined],
    ['with another secret', 'another', 'staff/1/totp', stored, id],
    ['with its text changed', 'the secret', 'staff/1/totp', [version, id, iv, tag, other].join('.'), undefined],
    ['with its tag cut', 'the secret', 'staff/1/totp', [version, id, iv, tag.slice(0, 6), text].join('.'), undefined],
    ['where it was never encrypted', 'the secret', 'staff/1/totp', 'JBSWY3DP', /not encrypted/],
  ])('does not open %s', (_how, secret, place, value, message) => {
    expect(() => decryptField(keys(secret), place, value)).toThrow(message);
  });
});
