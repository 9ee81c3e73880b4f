import { describe, expect, it } from 'vitest';
import { count, koreanTime, people, units, won } from './wording.js';

describe('words for numbers and times', () => {
  it('put a comma between thousands, and say what is counted', () => {
    expect([count(999), count(1_290_000)]).toEqual(['999', '1,290,000']);
    expect([won(1_290_000), units(1_000), people(12_345)]).toEqual(['1,290,000원', '1,000개', '12,345명']);
  });

  it.each([
    ['2026-11-24T00:05', '11월 24일(화) 오전 12:05'],
    ['2026-11-25T11:59', '11월 25일(수) 오전 11:59'],
    ['2026-11-26T12:00', '11월 26일(목) 오후 12:00'],
    ['2026-11-27T13:07', '11월 27일(금) 오후 1:07'],
    ['2026-11-28T23:59', '11월 28일(토) 오후 11:59'],
    ['2026-01-04T01:10', '1월 4일(일) 오전 1:10'],
    ['2026-01-05T09:30', '1월 5일(월) 오전 9:30'],
  ])('say an instant as people in Korea do: %s is %s', (at, said) => {
    expect(koreanTime(new Date(`${at}+09:00`))).toBe(said);
  });
});
