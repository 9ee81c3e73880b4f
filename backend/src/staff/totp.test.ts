import { describe, expect, it } from 'vitest';
import { totpCode, totpStep } from './totp.js';

// RFC 6238, appendix B: the secret is "12345678901234567890"; its eight digits end in our six.
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number) => new Date(seconds * 1000);

describe('a code of the second factor', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('at second %i is the one that RFC 6238 gives', (seconds, code) => {
    expect(totpCode(SECRET, at(seconds))).toBe(code);
    expect(totpStep(SECRET, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it('is taken one step early or late, and no further', () => {
    const code = totpCode(SECRET, at(3000));
    expect(totpStep(SECRET, code, at(3030))).toBe(100);
    expect(totpStep(SECRET, code, at(2970))).toBe(100);
    expect(totpStep(SECRET, code, at(3060))).toBeNull();
    expect(totpStep(SECRET, code, at(2939))).toBeNull();
  });

  it('is taken as people type it, and nothing else is', () => {
    const code = totpCode(SECRET, at(3000));
    expect(totpStep(SECRET, `${code.slice(0, 3)} ${code.slice(3)}`, at(3000))).toBe(100);
    for (const wrong of ['', '000', `${code}0`, 'abcdef']) expect(totpStep(SECRET, wrong, at(3000))).toBeNull();
  });
});
