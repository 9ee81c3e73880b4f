import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inKorea, KOREA, KOREAN_OFFSET, koreanDate, koreanDayNumber, koreanMidnight } from './korean-time.js';

const seoul = new Intl.DateTimeFormat('sv-SE', { timeZone: KOREA, dateStyle: 'short', timeStyle: 'medium' });
// Korea kept summer time for the last time in 1988.
const instants = fc.date({ min: new Date('1990-01-01Z'), max: new Date('2100-01-01Z'), noInvalidDate: true });

describe('the clock in Korea', () => {
  it('is what the time zone database says it is, at any instant', () => {
    fc.assert(
      fc.property(instants, (at) => {
        expect(inKorea(at).toISOString().slice(0, 19).replace('T', ' ')).toBe(seoul.format(at));
      }),
    );
  });

  it('is nine hours ahead, as it is written behind a time', () => {
    const noon = new Date(`2026-11-22T12:00:00${KOREAN_OFFSET}`);
    expect([KOREAN_OFFSET, inKorea(noon).getUTCHours()]).toEqual(['+09:00', 12]);
  });

  it('begins a day at 15:00 UTC the day before', () => {
    expect(koreanMidnight(new Date('2026-11-22T14:59:59.999Z')).toISOString()).toBe('2026-11-21T15:00:00.000Z');
    expect(koreanMidnight(new Date('2026-11-22T15:00:00.000Z')).toISOString()).toBe('2026-11-22T15:00:00.000Z');
    expect(koreanMidnight(new Date('2026-11-22T15:00:00.000Z'), -1).toISOString()).toBe('2026-11-21T15:00:00.000Z');
    expect(koreanDate(new Date('2026-11-22T15:00:00.000Z'))).toBe('2026-11-23');
    expect(koreanDayNumber(Date.parse('2026-11-22T15:00:00Z')) - koreanDayNumber(Date.parse('2026-11-22T14:59:59Z'))).toBe(1);
  });
});
