import { describe, expect, it } from 'vitest';
import { CODE_LIVES_MS, CODE_TRIES, CODES_PER_PHONE_A_DAY, judgeCode, sixDigits } from './one-time-code.js';

const expiresAt = new Date('2026-11-22T10:10:00.000Z');
const before = new Date(expiresAt.getTime() - 1);
const code = { tries: 0, expiresAt, usedAt: null };

describe('a code sent by SMS', () => {
  it('is taken until it expires, and not in that instant', () => {
    expect(judgeCode(code, true, before)).toEqual({ ok: true });
    expect(judgeCode(code, true, expiresAt)).toEqual({ ok: false, reason: 'expired' });
  });

  it('is taken at the fifth try and at no sixth, however right it is', () => {
    expect(judgeCode({ ...code, tries: 4 }, true, before)).toEqual({ ok: true });
    expect(judgeCode({ ...code, tries: 5 }, true, before)).toEqual({ ok: false, reason: 'tries' });
  });

  it('is taken once, and never when it is wrong', () => {
    expect(judgeCode({ ...code, usedAt: before }, true, before)).toEqual({ ok: false, reason: 'used' });
    expect(judgeCode(code, false, before)).toEqual({ ok: false, reason: 'wrong' });
  });

  it('has six digits, lives ten minutes, has five tries, and comes five times a day', () => {
    expect([sixDigits(0), sixDigits(42), sixDigits(999_999)]).toEqual(['000000', '000042', '999999']);
    expect([CODE_LIVES_MS, CODE_TRIES, CODES_PER_PHONE_A_DAY]).toEqual([600_000, 5, 5]);
  });
});
