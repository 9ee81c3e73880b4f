import { describe, expect, it } from 'vitest';
import { afterFailure, isExpired, isProbe, PROBE_EVERY_MS } from './delivery.js';
import { consentsSince, isNight, nightEnds } from './may-deliver.js';

const NOW = new Date('2026-11-22T03:00:00.000Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const failed = (tries: number, unanswered: boolean, expiresAt: Date | null = null) => afterFailure({ tries, unanswered, expiresAt }, NOW);

describe('a message that failed', () => {
  it.each([
    [1, false, 2_000],
    [2, false, 4_000],
    [9, false, 512_000],
    [1, true, 2_000],
    [11, true, 2_048_000],
    [12, true, 3_600_000],
    [23, true, 3_600_000],
  ])('%i times (unanswered: %s) is tried again after %i ms', (tries, unanswered, wait) => {
    expect(failed(tries, unanswered)).toEqual({ state: 'due', dueAt: later(wait) });
  });

  it('ends after ten times that it was refused, and after twenty-four without an answer', () => {
    expect([failed(10, false), failed(24, true)]).toEqual([{ state: 'dead' }, { state: 'dead' }]);
  });

  it('is not waited for longer than it is of use', () => {
    expect(failed(1, true, later(2_001))).toMatchObject({ state: 'due' });
    expect(failed(1, true, later(2_000))).toEqual({ state: 'dropped' });
    expect([isExpired({ expiresAt: null }, NOW), isExpired({ expiresAt: NOW }, NOW), isExpired({ expiresAt: later(1) }, NOW)]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('asks ahead of its turn whether an SMS gets through a minute later, and Slack ten', () => {
    expect(PROBE_EVERY_MS).toEqual({ sms: 60_000, slack: 600_000 });
    const asks = (channel: 'sms' | 'slack', ms: number) => isProbe({ triedAt: NOW }, channel, later(ms));
    expect([asks('sms', 59_999), asks('sms', 60_000), asks('slack', 599_999), asks('slack', 600_000)]).toEqual([false, true, false, true]);
    expect(isProbe({ triedAt: null }, 'sms', NOW)).toBe(false);
  });
});

describe('the night in Korea', () => {
  const seoul = (time: string) => new Date(`2026-11-22T${time}+09:00`);

  it('is from nine to eight', () => {
    expect(['20:59:59.999', '21:00:00', '00:00:00', '07:59:59.999', '08:00:00'].map((time) => isNight(seoul(time)))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it('ends at the next eight o’clock', () => {
    const morning = seoul('08:00:00');
    expect([nightEnds(seoul('00:00:00')), nightEnds(seoul('07:59:59.999'))]).toEqual([morning, morning]);
    expect([nightEnds(morning), nightEnds(seoul('21:00:00'))].map((at) => at.toISOString())).toEqual([
      '2026-11-22T23:00:00.000Z',
      '2026-11-22T23:00:00.000Z',
    ]);
  });

  it('is two years after which a consent is asked for again', () => {
    expect(consentsSince(NOW)).toEqual(new Date('2024-11-22T03:00:00.000Z'));
  });
});
