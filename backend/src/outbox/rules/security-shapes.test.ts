import { describe, expect, it } from 'vitest';
import { SECURITY_EVENTS } from '../../kernel/security.js';
import { type CountedEvent, securityCounts, SHAPES } from './security-shapes.js';

const START = new Date('2026-11-27T03:00:00.000Z').getTime();
const MINUTE = 60_000;

/** Adds one event a `step`, and gives after how many the first alert came, and how many there were. */
function play(events: CountedEvent[], step = 1_000) {
  const counts = securityCounts();
  const alerts = events.flatMap((event, n) => counts.add(event, new Date(START + n * step)).map((alert) => ({ n: n + 1, ...alert })));
  return alerts.map(({ n, shape, who, count }) => `${shape} ${who} ×${count} at ${n}`);
}
const failed = (subject?: string): CountedEvent => ({ kind: 'staff.sign_in_failed', actor: 'visitor', ...(subject ? { subject } : {}) });
const times = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n));

describe('shapes of security events', () => {
  it('ten wrong passwords for one account within a quarter of an hour are told, nine are not', () => {
    expect(play(times(9, () => failed('staff/3')))).toEqual([]);
    expect(play(times(30, () => failed('staff/3')))).toEqual(['staff_guessed staff/3 ×10 at 10']);
    // As slow as one in two minutes: seven or eight lie within the time.
    expect(
      play(
        times(30, () => failed('staff/3')),
        2 * MINUTE,
      ),
    ).toEqual([]);
  });

  it('one try on each of many accounts is told too, existing or not', () => {
    expect(play(times(50, (n) => failed(n % 2 ? `staff/${n}` : undefined)))).toEqual(['staff_sprayed all ×40 at 40']);
  });

  it('is told again after an hour, not before', () => {
    const faults = times(40, () => ({ kind: 'answer.fault', actor: 'system' }));
    expect(play(faults)).toEqual(['faults all ×10 at 10']);
    const counts = securityCounts();
    const told = times(200, (n) => counts.add({ kind: 'answer.fault', actor: 'system' }, new Date(START + n * 20_000)));
    expect(told.flatMap((alerts, n) => alerts.map(() => n))).toEqual([9, 189]);
  });

  it('denials are counted by who is denied; one large export, or a role raised, is told at once', () => {
    expect(play(times(60, (n) => ({ kind: 'staff.denied', actor: `staff/${n % 5}` })))).toEqual([]);
    expect(play(times(15, () => ({ kind: 'staff.denied', actor: 'staff/5' })))).toEqual(['staff_denied staff/5 ×15 at 15']);
    expect(play([{ kind: 'export.started', actor: 'staff/2', count: 999 }])).toEqual([]);
    expect(play([{ kind: 'export.started', actor: 'staff/2', count: 1_000 }])).toEqual(['large_export staff/2 ×1000 at 1']);
    expect(play([{ kind: 'staff.role_raised', actor: 'staff/1', subject: 'staff/4' }])).toEqual(['role_raised staff/4 ×1 at 1']);
  });

  it('count kinds that there are', () => {
    const kinds = new Set<string>([...Object.keys(SECURITY_EVENTS), 'answer.fault']);
    expect(
      Object.values(SHAPES)
        .flatMap((shape) => shape.kinds)
        .filter((kind) => !kinds.has(kind)),
    ).toEqual([]);
  });
});
