import { describe, expect, it } from 'vitest';
import { measureSms } from './sms-bytes.js';

describe('the size of a text message', () => {
  it('counts a latin letter as one byte and a Hangul syllable as two', () => {
    expect(measureSms('abc 123').bytes).toBe(7);
    expect(measureSms('가나다').bytes).toBe(6);
    expect(measureSms('~\x7f').bytes).toBe(2);
    expect(measureSms('[MNG샵] 결제 완료').bytes).toBe(17);
  });

  it('knows the syllables that only CP949 has', () => {
    expect(measureSms('갂똠펲샾힣')).toEqual({ bytes: 10, kind: 'SMS', unencodable: [] });
  });

  it('is short up to 90 bytes and long from 91', () => {
    expect(measureSms('가'.repeat(45)).kind).toBe('SMS');
    expect(measureSms(`${'가'.repeat(45)}.`).kind).toBe('LMS');
  });

  it('accepts the symbols and hanja of the standard', () => {
    expect(measureSms('※ ① → ℃ ㎏ 金 大 ㄱ ㅏ ￦ ·').unencodable).toEqual([]);
  });

  it('names each character that handsets do not have, once', () => {
    expect(measureSms('축하해요 🎉🎉 — é ₩ •').unencodable).toEqual(['🎉', '—', 'é', '₩', '•']);
  });

  it('counts an emoji as one character, not as its two halves', () => {
    expect(measureSms('🎉').bytes).toBe(2);
  });

  it('measures nothing as nothing', () => {
    expect(measureSms('')).toEqual({ bytes: 0, kind: 'SMS', unencodable: [] });
  });
});
