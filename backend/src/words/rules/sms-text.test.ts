import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LMS_BYTES, measureSms } from './sms-bytes.js';
import { composeSms, nameForSms, smsHint, spellForSms, unsendable } from './sms-text.js';

describe('the spelling of a text message', () => {
  it.each([
    ['3시—5시, 3–5, 3−5, 3‑5', '3시-5시, 3-5, 3-5, 3-5'],
    ['“누리북” ‘14’ «좋아요»', `"누리북" '14' "좋아요"`],
    ['곧 열려요…', '곧 열려요...'],
    ['서울 · 부산 • 대구 ・ 광주 ‧ 대전 ᆞ 제주', '서울 · 부산 · 대구 · 광주 · 대전 · 제주'],
    ['1\u00a0000원\u2009할인\u3000중\t!', '1 000원 할인 중 !'],
    ['₩10,000 → £7 €5 ®', '￦10,000 → ￡7 EUR5 (R)'],
    ['ＭＮＧ　１２３ ﬁ 𝐀 ｶ', 'ＭＮＧ １２３ fi A カ'],
    ['Café Nguyễn \u00c5ngström e\u0301\u0300 1️⃣', 'Cafe Nguyen \u212bngstrom e 1'],
    ['⑯번 ③번 Ⅻ', '(16)번 ③번 XII'],
    ['❤️ ⭐', '♥ ★'],
    ['▪◾⬛ ▫◽⬜ 〜～ ⁄∕ ✕✖⨯ ➔➜➡⇒ ⬅⇐ ⬆ ⬇', '■■■ □□□ ~~ // ××× →→→→ ←← ↑ ↓'],
    ['¥ ¢ © ¬ ¯ ¦', '￥ ￠ (C) ￢ ￣ |'],
    ['한글'.normalize('NFD'), '한글'],
    ['ᄒᄒ ᅲ', 'ㅎㅎ ㅠ'],
    ['보이지\u200b않는\ufeff것\u3164과\u202e방향\u2066', '보이지않는것과방향'],
    ['하나\r\n둘\r셋\u2028넷', '하나\n둘\n셋\n넷'],
  ])('%s', (written, spelled) => {
    expect(spellForSms(written)).toBe(spelled);
    expect(unsendable(written)).toEqual([]);
  });

  it('leaves alone what every handset shows', () => {
    const text = '[MNG샵] 1,290,000원 ※ ① ℃ ㎏ 金 ½ ⅓ × ÷ ㄱ ㅏ ★ ♥ 갂똠펲샾힣\n<끝>';
    expect(spellForSms(text)).toBe(text);
  });

  it('changes no number by its place: what it cannot write it names', () => {
    expect(unsendable('10⁵ 1⅕ 😢 👍🏽 ऄ')).toEqual(['⁵', '⅕', '😢', '👍', '🏽', 'ऄ']);
    expect(unsendable('종\u0007이\u0000')).toEqual(['\u0007', '\u0000']);
  });
});

describe('what leaves', () => {
  it('is without what no handset shows, and says what that was', () => {
    expect(composeSms('이유: 품절 😢😢 죄송해요 🙏\u0000')).toEqual({ text: '이유: 품절 죄송해요', dropped: ['😢', '🙏', '\u0000'] });
    expect(composeSms('😢 품절 😢 \n죄송해요')).toEqual({ text: '품절\n죄송해요', dropped: ['😢'] });
    expect(composeSms('반쪽 \ud83d 글자')).toEqual({ text: '반쪽 글자', dropped: ['\ud83d'] });
  });

  it('fits a long message, and is cut at a whole character', () => {
    const { text } = composeSms(`a${'가'.repeat(3_000)}`);
    expect(text.endsWith('가...')).toBe(true);
    expect(measureSms(text).bytes).toBe(LMS_BYTES);
  });

  it('holds for any text: all of it can be shown, it fits, and composing again changes nothing', () => {
    const hard = fc.constantFrom('가', '—', '😢', '\u200d', '\r', ' ', 'é', '\ud800', '\u0300', '\u00c5', 'ᄀ', 'ᅡ', '⑯');
    const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: hard }));
    fc.assert(
      fc.property(anything, fc.constantFrom(1, 300), (part, times) => {
        const { text } = composeSms(part.repeat(times));
        expect(unsendable(text)).toEqual([]);
        expect(measureSms(text).bytes).toBeLessThanOrEqual(LMS_BYTES);
        expect(composeSms(text)).toEqual({ text, dropped: [] });
      }),
      { numRuns: 300 },
    );
  });

  it('names long products short', () => {
    expect(nameForSms('무선 이어폰')).toBe('무선 이어폰');
    expect(measureSms(nameForSms(`${'가나다라 '.repeat(20)}—`)).bytes).toBeLessThanOrEqual(60);
    expect(nameForSms(' 무선\n이어폰 ')).toBe('무선 이어폰');
    expect([nameForSms('가'.repeat(30)), nameForSms(`${'가'.repeat(30)}a`)]).toEqual(['가'.repeat(30), `${'가'.repeat(28)}...`]);
    expect(nameForSms(`${'가'.repeat(28)} 나나나`)).toBe(`${'가'.repeat(28)}...`);
    expect(nameForSms('가'.repeat(31))).toBe(`${'가'.repeat(28)}...`);
  });

  it('is hinted at where a name is typed', () => {
    expect(smsHint('개강 — “특가”')).toBeUndefined();
    expect(smsHint('🔥 개강 특가 🎉')).toContain('🔥 🎉');
  });
});
