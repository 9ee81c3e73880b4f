import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { koreanMidnight } from './korean-time.js';
import { daysSinceMonday, koreanDay, lastMinute, readPeriod } from './period.js';

const isWithin = (at: string, typed: { from?: string; to?: string }) => {
  const { from, before } = readPeriod(typed)!;
  const time = new Date(at).getTime();
  return (!from || from.getTime() <= time) && (!before || time < before.getTime());
};

describe('until', () => {
  it('means until the end of the minute that was typed', () => {
    const minute = { from: '2026-11-27T11:54:00.000Z', to: '2026-11-27T11:54:00.000Z' };
    expect(isWithin('2026-11-27T11:54:08.000Z', minute)).toBe(true);
    expect(isWithin('2026-11-27T11:54:59.999Z', minute)).toBe(true);
    expect(isWithin('2026-11-27T11:55:00.000Z', minute)).toBe(false);
    expect(isWithin('2026-11-27T11:53:59.999Z', minute)).toBe(false);
  });

  it("holds a month's last minute", () => {
    const november = { from: '2026-11-01T00:00', to: '2026-11-30T23:59' };
    expect(isWithin('2026-11-30T14:59:59.999Z', november)).toBe(true);
    expect(isWithin('2026-11-30T15:00:00.000Z', november)).toBe(false);
    expect(isWithin('2026-10-31T15:00:00.000Z', november)).toBe(true);
  });

  it('means the whole day in Korea where only a day was typed', () => {
    const day = { from: '2026-11-30', to: '2026-11-30' };
    expect(readPeriod(day)).toEqual(koreanDay(new Date('2026-11-30T03:00:00Z')));
    expect(isWithin('2026-11-30T14:59:59.999Z', day)).toBe(true);
    expect(isWithin('2026-11-30T15:00:00.000Z', day)).toBe(false);
  });

  it('holds its own instant, whatever was typed', () => {
    const times = fc.date({ min: new Date('1950-01-01T00:00Z'), max: new Date('2190-01-01T00:00Z'), noInvalidDate: true });
    fc.assert(fc.property(times, (at) => isWithin(at.toISOString(), { from: at.toISOString(), to: at.toISOString() })));
  });
});

describe('a period', () => {
  it('may be open on a side', () => {
    expect(readPeriod({ from: '2026-11-27T11:54:00.000Z' })).toEqual({ from: new Date('2026-11-27T11:54:00.000Z') });
    expect(readPeriod({ to: '2026-11-27T20:54' })).toEqual({ before: new Date('2026-11-27T11:55:00.000Z') });
    expect(readPeriod({ from: '', to: '2026-11-27' })).toEqual({ before: new Date('2026-11-27T15:00:00.000Z') });
  });

  it.each([
    {},
    { from: '' },
    { from: 'yesterday' },
    { to: '2026-02-31' },
    { to: '2026-11-27T25:00' },
    { from: '+012345-01-01T00:00Z' },
    { from: '0026-11-27' },
    { from: 1_764_200_400_000 },
    { from: ['2026-11-27'] },
    { from: '2026-11-27', to: '가' },
    { from: "2026-11-27' OR 1=1" },
  ])('is not read from %j', (typed) => expect(readPeriod(typed)).toBeNull());

  it('of a day knows its last minute, which as an "until" is the same day again', () => {
    const day = koreanDay(new Date('2026-11-27T16:00:00Z'), -1);
    expect(day).toEqual({ from: new Date('2026-11-26T15:00:00.000Z'), before: new Date('2026-11-27T15:00:00.000Z') });
    expect(readPeriod({ from: day.from.toISOString(), to: lastMinute(day).toISOString() })).toEqual(day);
  });
});

describe('a week in Korea', () => {
  it('begins on Monday at midnight there', () => {
    const sunday = new Date('2026-11-29T14:59:00Z');
    expect(daysSinceMonday(sunday)).toBe(6);
    expect(daysSinceMonday(new Date('2026-11-29T15:00:00Z'))).toBe(0);
    expect(koreanMidnight(sunday, -6)).toEqual(new Date('2026-11-22T15:00:00.000Z'));
  });
});

it('a time is all that was typed, and until a second is until the end of its minute', () => {
  expect(readPeriod({ from: 'x2026-11-22' })).toBeNull();
  expect(readPeriod({ to: '2026-11-22T20:54:30' })).toEqual({ before: new Date('2026-11-22T20:55:00+09:00') });
});
