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

  it('opens in no other row, with no other secret, and not when changed', () => {
    expect(() => decryptField('the secret', 'staff/2/totp', stored)).toThrow();
    expect(() => decryptField('another', 'staff/1/totp', stored)).toThrow();
    const [version, iv, tag, text] = stored.split('.') as [string, string, string, string];
    const other = (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
    expect(() => decryptField('the secret', 'staff/1/totp', [version, iv, tag, other].join('.'))).toThrow();
    expect(() => decryptField('the secret', 'staff/1/totp', [version, iv, tag.slice(0, 6), text].join('.'))).toThrow();
    expect(() => decryptField('the secret', 'staff/1/totp', 'JBSWY3DP')).toThrow(/not encrypted/);
  });
});
