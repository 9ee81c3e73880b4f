import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiDigits, bareDigits, normalisePhone, phoneDigits } from './phone.js';
import { cleanLine, cleanLines, countCharacters, textProblem, type TextRule } from './typed-text.js';
import { sentence } from '../../words/sentence.js';
import { BAD_NAMES, BAD_PHONES, GOOD_NAMES, GOOD_PHONES, INVISIBLE } from './typed-text.fixture.js';

const NAME = { most: 100 };

/** As it is told. */
function problemOf(raw: string, rule: TextRule): string | undefined {
  const said = textProblem(raw, rule);
  return said && sentence(said);
}

describe('a line that a person types', () => {
  it.each(GOOD_NAMES)('is taken: %j', (typed, kept) => {
    expect(problemOf(typed, NAME)).toBeUndefined();
    expect(cleanLine(typed)).toBe(kept);
  });

  it.each(BAD_NAMES.map((name) => [name.slice(0, 40), name]))('is refused with a Korean sentence: %j', (_, typed) => {
    expect(problemOf(typed, NAME)).toMatch(/[가-힣].*요\.$/);
  });

  it('may stay empty where it is optional, and then be nothing but spaces; what shows nothing is refused there too', () => {
    expect(problemOf('', { most: 10, optional: true })).toBeUndefined();
    expect(problemOf(' \u00a0 ', { most: 10, optional: true })).toBeUndefined();
    for (const typed of INVISIBLE) expect(problemOf(typed, { most: 10, optional: true })).toBeTypeOf('string');
  });

  it('says how long it is and how long it may be', () => {
    expect(problemOf('가'.repeat(101), NAME)).toBe('100자까지 쓸 수 있어요. 지금은 101자예요.');
    expect(problemOf('아', { most: 200, least: 2 })).toBe('2자 이상 적어 주세요.');
  });

  it('is counted as people see it', () => {
    expect(['이', '각'.normalize('NFD'), '👨‍👩‍👧‍👦', '🇰🇷', 'é'.normalize('NFD'), 'क्षि'].map(countCharacters)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('is clean after one cleaning, composed, and fits its column', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (typed) => {
        const kept = cleanLine(typed);
        expect(cleanLine(kept)).toBe(kept);
        expect(kept.normalize('NFC')).toBe(kept);
        if (problemOf(typed, { most: 20 }) === undefined) expect(Array.from(kept).length).toBeLessThanOrEqual(80);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a text of several lines', () => {
  it('keeps its line breaks, however a system writes them', () => {
    expect(cleanLines('  첫째\r\n둘째\r셋째\u2028넷째\n')).toBe('첫째\n둘째\n셋째\n넷째');
    expect(problemOf('첫째\r\n\t둘째', { most: 20, lines: true })).toBeUndefined();
  });

  it.each(['\n\n', '\u3164\n\u200b', '첫째\n\u202e둘째', '첫째\u0007'])('is refused: %j', (typed) => {
    expect(problemOf(typed, { most: 20, lines: true })).toBeTypeOf('string');
  });
});

describe('a phone number', () => {
  it.each(GOOD_PHONES)('is the same however it is written: %j', (typed) => expect(normalisePhone(typed)).toBe('01012345678'));

  it.each(BAD_PHONES)('is none: %j', (typed) => expect(normalisePhone(typed)).toBeUndefined());

  it('of the older kind is taken, with ten digits too', () => {
    expect([normalisePhone('011-123-4567'), normalisePhone('+82 11 123 4567')]).toEqual(['0111234567', '0111234567']);
  });

  it('is looked for by a part of it', () => {
    expect([phoneDigits('010-0000-1001'), phoneDigits('1001'), phoneDigits(' １００１ '), phoneDigits('+82 10')]).toEqual([
      '01000001001',
      '1001',
      '1001',
      '010',
    ]);
    expect([phoneDigits('이하늘'), phoneDigits('+1 1001')]).toEqual([undefined, undefined]);
  });

  it('and any digits lose what stands between them', () => {
    expect([bareDigits(' 1000–1234 ５６７８ '), bareDigits('12a'), bareDigits('')]).toEqual(['100012345678', undefined, '']);
  });
});

describe('a number that only looks like a phone', () => {
  it('keeps its digits, and is no mobile number', () => {
    expect(['1821012345678', '8210123456789', '82101234567'].map(phoneDigits)).toEqual(['1821012345678', '8210123456789', '0101234567']);
    expect(['1201012345678', '010123456789', '0101234567'].map(normalisePhone)).toEqual([undefined, undefined, '0101234567']);
    expect(asciiDigits('𝟘𝟙𝟬𝟵０９')).toBe('010909');
  });
});

describe('what is wrong with a text', () => {
  it.each<[string, TextRule, string | undefined]>([
    ['a'.repeat(17), { most: 1 }, 'text.long'],
    ['a'.repeat(16), { most: 1 }, 'text.long_now'],
    ['ab', { most: 2 }, undefined],
    ['ab', { most: 5, least: 2 }, undefined],
    ['a', { most: 5, least: 2 }, 'text.short'],
    ['\u0007a', { most: 5 }, 'text.control'],
    ['\u0007a', { most: 5, lines: true }, 'text.control_lines'],
    ['a\nb', { most: 5 }, 'text.control'],
    ['x\u0323\u0324\u0325', { most: 1 }, undefined],
    ['x\u0323\u0324\u0325\u032d', { most: 1 }, 'text.stacked'],
    ['', { most: 5 }, 'text.empty'],
    ['', { most: 5, optional: true }, undefined],
    ['\u3164', { most: 5, optional: true }, 'text.invisible'],
    ['\ud800', { most: 5 }, 'text.broken'],
    ['\u202ea', { most: 5 }, 'text.bidi'],
  ])('%j under %j: %s', (typed, rule, code) => {
    expect(textProblem(typed, rule)?.code).toBe(code);
  });

  it('is not one selector too many, of which one is kept', () => {
    expect(cleanLine('❤\ufe0f\ufe0f')).toBe('❤\ufe0f');
    expect([countCharacters('ab'), countCharacters('가나다'), countCharacters('👨‍👩‍👧‍👦')]).toEqual([2, 3, 1]);
  });
});
