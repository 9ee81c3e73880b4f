import { describe, expect, it } from 'vitest';
import { clock, day, digits, moment, options, phone, remaining, span, until, won } from './format';

// 22 November 2026, 15:42 in Korea
const now = Date.parse('2026-11-22T06:42:00Z');

describe('money', () => {
  it('groups thousands and ends in 원', () => {
    expect([0, 900, 59_000, 1_290_000].map(won)).toEqual(['0원', '900원', '59,000원', '1,290,000원']);
    expect(digits(2_000_000_000)).toBe('2,000,000,000');
  });
});

describe('days and times', () => {
  it('are Korean whatever the machine thinks', () => {
    expect(moment('2026-11-24T09:00:00Z', now)).toBe('11월 24일(화) 오후 6:00');
    expect(day('2026-11-21T15:00:00Z', now)).toBe('11월 22일(일)');
    expect(day('2025-12-31T14:59:59Z', now)).toBe('2025년 12월 31일(수)');
  });
  it('call midnight 오전 12 and noon 오후 12', () => {
    expect([clock('2026-11-22T15:05:00Z'), clock('2026-11-22T03:00:00Z')]).toEqual(['오전 12:05', '오후 12:00']);
  });
  it('say 오늘 on the last day only', () => {
    expect(until('2026-11-22T09:00:00Z', now)).toBe('오늘 오후 6:00까지');
    expect(until('2026-11-22T15:00:00Z', now)).toBe('11월 23일(월) 오전 12:00까지');
  });
  it('name the month twice only when it changes', () => {
    expect(span('2026-11-17T00:00:00Z', '2026-11-24T09:00:00Z', now)).toBe('11월 17일(화)~24일(화) 오후 6:00');
    expect(span('2026-11-28T00:00:00Z', '2026-12-04T09:00:00Z', now)).toBe('11월 28일(토)~12월 4일(금) 오후 6:00');
  });
});

describe('the countdown', () => {
  it('counts days apart and never goes below zero', () => {
    expect(remaining(2 * 86_400_000 + (2 * 3600 + 18 * 60 + 24) * 1000)).toEqual({ days: 2, clock: '02:18:24', spoken: '2일 2시간 18분' });
    expect(remaining(-5)).toEqual({ days: 0, clock: '00:00:00', spoken: '0분' });
  });
});

describe('phones and options', () => {
  it('hyphenates what is a number and leaves the rest', () => {
    expect(['01012345678', '0111234567', '0212345678', '[고객센터]'].map(phone)).toEqual([
      '010-1234-5678',
      '011-123-4567',
      '02-1234-5678',
      '[고객센터]',
    ]);
  });
  it('joins what was chosen', () => {
    expect(options({ 색: '은하 회색', 저장: '512GB' })).toBe('은하 회색 · 512GB');
  });
});
