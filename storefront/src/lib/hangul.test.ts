import { describe, expect, it } from 'vitest';
import { matches, search } from './hangul';

describe('looking for a university by typing', () => {
  it.each([
    ['서울대학교', '서울대', true],
    ['서울대학교', '서우', true],
    ['서울대학교', 'ㅅㅇㄷ', true],
    ['서울대학교', '서ㅇ', true],
    ['서울대학교', '울대', true],
    ['서울대학교', '부산', false],
    ['서울대학교', 'ㅂ', false],
    ['서울 과학기술대학교', '서울과학', true],
    ['KAIST', 'kai', true],
    ['서울대학교', '', true],
  ])('%s and %j: %s', (name, typed, expected) => {
    expect(matches(name, typed)).toBe(expected);
  });
  it('puts names that begin with it first', () => {
    const all = [
      { slug: 'a', name: '국립서울대학교' },
      { slug: 'snu', name: '서울대학교' },
    ];
    expect(search(all, 'ㅅㅇ').map((one) => one.slug)).toEqual(['snu', 'a']);
    expect(search(all, 'snu').map((one) => one.slug)).toEqual(['snu']);
  });
});
