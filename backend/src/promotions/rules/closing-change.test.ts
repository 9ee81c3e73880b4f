import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCloseEarly, checkExtension, LONGEST_EXTENSION_DAYS, LONGEST_SALE_DAYS, shiftedTimes } from './closing-change.js';
import { noticeText } from './notice-text.js';

const DAY = 86_400_000;
const at = (days: number) => new Date(Date.UTC(2026, 10, 22) + days * DAY);
const open = { state: 'published' as const, opensAt: at(-1), closesAt: at(1) };
const reasonOf = (verdict: ReturnType<typeof checkExtension>) => (verdict.ok ? 'ok' : verdict.reason);

describe('closing early', () => {
  it.each([
    ['while it is open', open, 'ok'],
    ['at the instant it opens', { ...open, opensAt: at(0) }, 'not_open_yet'],
    ['before it opens', { ...open, opensAt: at(0.5) }, 'not_open_yet'],
    ['at the instant it closes', { ...open, closesAt: at(0) }, 'closed'],
    ['as a draft', { ...open, state: 'draft' as const }, 'not_published'],
    ['settled', { ...open, state: 'settled' as const }, 'not_published'],
    ['cancelled', { ...open, state: 'cancelled' as const }, 'not_published'],
  ])('%s: %s', (_, promotion, expected) => {
    expect(reasonOf(checkCloseEarly(promotion, at(0)))).toBe(expected);
  });
});

describe('extending', () => {
  it.each([
    [1, 'not_later'],
    [0.5, 'not_later'],
    [1.001, 'ok'],
    [31, 'ok'],
    [31.001, 'too_far'],
    [NaN, 'not_later'],
  ])('to %s days from now: %s', (days, expected) => {
    expect(reasonOf(checkExtension(open, at(days), at(0)))).toBe(expected);
  });

  it('reaches ninety days after opening at most, and never past its closing', () => {
    expect(reasonOf(checkExtension({ ...open, opensAt: at(-80) }, at(11), at(0)))).toBe('too_long');
    expect(reasonOf(checkExtension({ ...open, opensAt: at(-80) }, at(10), at(0)))).toBe('ok');
    expect(reasonOf(checkExtension({ ...open, closesAt: at(0) }, at(2), at(0)))).toBe('closed');
    expect([LONGEST_EXTENSION_DAYS, LONGEST_SALE_DAYS]).toEqual([30, 90]);
  });

  it.each(['draft', 'settled', 'cancelled'] as const)('is for what is published, not %s', (state) => {
    expect(reasonOf(checkExtension({ ...open, state }, at(2), at(0)))).toBe('not_published');
  });
});

it('a copy opens after now, at the same hour of the same weekday, less than a week later than it must', () => {
  fc.assert(
    fc.property(fc.integer({ min: -400, max: 60 }), fc.integer({ min: 1, max: 90 }), (opens, days) => {
      const [opensAt, closesAt] = [at(opens + 0.3), at(opens + days)];
      const copy = shiftedTimes({ opensAt, closesAt }, at(0));
      expect(copy.opensAt > at(0)).toBe(true);
      expect((copy.opensAt.getTime() - opensAt.getTime()) % (7 * DAY)).toBe(0);
      expect(copy.closesAt.getTime() - copy.opensAt.getTime()).toBe(closesAt.getTime() - opensAt.getTime());
      expect(copy.opensAt.getTime() === opensAt.getTime() || copy.opensAt <= at(7)).toBe(true);
    }),
  );
});

it('a copy of what opens later opens when it does, and one of what opened just now a week later', () => {
  expect(shiftedTimes({ opensAt: at(0.1), closesAt: at(1) }, at(0))).toEqual({ opensAt: at(0.1), closesAt: at(1) });
  expect(shiftedTimes({ opensAt: at(0), closesAt: at(1) }, at(0))).toEqual({ opensAt: at(7), closesAt: at(8) });
});

it('the notices name the promotion and both times as people in Korea say them', () => {
  const text = noticeText({
    kind: 'extended',
    title: '그램',
    from: new Date('2026-11-24T09:00:00Z'),
    to: new Date('2026-11-26T15:05:00Z'),
  });
  expect(text).toContain('“그램”의 마감이 11월 24일(화) 오후 6:00에서 11월 27일(금) 오전 12:05로');
  expect(text).not.toContain('(광고)');
  expect(noticeText({ kind: 'closed_early', title: '그램' })).toMatch(/^.*“그램”.*앞당겼어요/);
});
