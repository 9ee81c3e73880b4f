import { describe, expect, it } from 'vitest';
import { closeness, findByName, matches } from './find-by-name.js';

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
    ['서울대학교'.normalize('NFD'), '서울', true],
    ['울서대', '우서', false],
    ['간호대', '각', false],
    ['각', '가', true],
    ['개', '가', false],
    ['가', 'ㄱ', true],
    ['까', 'ㄲ', true],
    ['힣', 'ㅎ', true],
    ['남서울', '울', true],
    ['남서울', '울대', false],
  ])('%s and %j: %s', (name, typed, expected) => {
    expect(matches(name, typed)).toBe(expected);
  });
  it.each([
    ['서울대', '서울대', 'exact'],
    ['서울대학교', '서울 대학교', 'exact'],
    ['서울대학교', '서울대', 'prefix'],
    ['서울대학교', 'ㅅㅇㄷ', 'prefix'],
    ['서울 과학기술대학교', '서울과학', 'prefix'],
    ['남서울대학교', '서울대', 'inside'],
    ['부산대학교', '서울대', 'none'],
  ])('%s is to %j: %s', (name, typed, expected) => {
    expect(closeness(name, typed)).toBe(expected);
  });

  const all = [
    { slug: 'nsu', name: '남서울대학교' },
    { slug: 'seoultech', name: '서울과학기술대학교' },
    { slug: 'snu', name: '서울대학교' },
    { slug: 'short', name: '서울대' },
    { slug: 'far', name: '부산대학교' },
  ];
  const found = (typed: string, also: (one: { slug: string }) => string = ({ slug }) => slug) =>
    findByName(all, typed, ({ name }) => name, also).map(({ slug }) => slug);

  it('puts the name itself first, then what begins with it, then the rest', () => {
    expect(found('서울대')).toEqual(['short', 'snu', 'nsu']);
    expect(found('ㅅㅇ')).toEqual(['seoultech', 'snu', 'short', 'nsu']);
    expect(found('서울대학교')[0]).toBe('snu');
  });

  it('finds by what else it is called, after names that begin with it', () => {
    expect(found('snu')).toEqual(['snu']);
    expect(found('서울', () => '서울')).toEqual(['seoultech', 'snu', 'short', 'nsu', 'far']);
  });

  it('puts the closer of two other names first, and does without any', () => {
    const two = [{ slug: 'snu-north' }, { slug: 'snu' }];
    expect(
      findByName(
        two,
        'snu',
        () => '서울',
        ({ slug }) => slug,
      ),
    ).toEqual([{ slug: 'snu' }, { slug: 'snu-north' }]);
    expect(findByName(all, '부산', ({ name }) => name)).toMatchObject([{ slug: 'far' }]);
  });

  it('knows all before anything is typed', () => {
    expect(found('')).toHaveLength(5);
  });
});
