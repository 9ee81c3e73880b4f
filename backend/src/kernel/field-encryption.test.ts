import { describe, expect, it } from 'vitest';
import { decryptField, encryptField } from './field-encryption.js';

const stored = encryptField('the secret', 'staff/1/totp', '비밀 JBSWY3DP');

describe('an encrypted field', () => {
  it('opens where it was closed', () => {
    expect(stored).not.toContain('JBSWY3DP');
    expect(decryptField('the secret', 'staff/1/totp', stored)).toBe('비밀 JBSWY3DP');
  });

  it('looks different each time', () => {
    expect(encryptField('the secret', 'staff/1/totp', '비밀 JBSWY3DP')).not.toBe(stored);
  });

  const [version, iv, tag, text] = stored.split('.') as [string, string, string, string];
  const other = (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
  it.each([
    ['in another row', 'the secret', 'staff/2/totp', stored, undefined],
    ['with another secret', 'another', 'staff/1/totp', stored, undefined],
    ['with its text changed', 'the secret', 'staff/1/totp', [version, iv, tag, other].join('.'), undefined],
    ['with its tag cut', 'the secret', 'staff/1/totp', [version, iv, tag.slice(0, 6), text].join('.'), undefined],
    ['where it was never encrypted', 'the secret', 'staff/1/totp', 'JBSWY3DP', /not encrypted/],
  ])('does not open %s', (_how, secret, place, value, message) => {
    expect(() => decryptField(secret, place, value)).toThrow(message);
  });
});
