import { inKorea, KOREAN_OFFSET, koreanMidnight } from './korean-time.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** From its first instant to the first that is no longer in it; without an end on a side where none was said. */
export interface Period {
  from?: Date;
  before?: Date;
}

/** What a person types: `2026-11-30` is a day in Korea, `2026-11-30T23:59` a minute there unless it names another zone. */
export interface TypedPeriod {
  from?: unknown;
  to?: unknown;
}

/**
 * The one reading of "from … until …": until means until the end of the minute that was typed, or of the day where only a day
 * was. A minute's seconds are never asked for (`datetime-local`), so an order of 20:54:08 lies within "20:54 to 20:54".
 * @returns null for what is no time, or where neither side was given
 */
export function readPeriod({ from, to }: TypedPeriod): Period | null {
  const [start, end] = [readTime(from), readTime(to)];
  if (start === null || end === null || (!start && !end)) return null;
  return { ...(start ? { from: start.at } : {}), ...(end ? { before: afterwards(end) } : {}) };
}

/** The day in Korea that `at` lies in, shifted by whole days. */
export function koreanDay(at: Date, days = 0): Required<Period> {
  const from = koreanMidnight(at, days);
  return { from, before: new Date(from.getTime() + DAY) };
}

/** The last minute of a period, as a form of "until" holds it. */
export const lastMinute = ({ before }: { before: Date }): Date => new Date(before.getTime() - MINUTE);

/** Days since Monday in Korea, 0 to 6. */
export const daysSinceMonday = (at: Date): number => (inKorea(at).getUTCDay() + 6) % 7;

interface Time {
  at: Date;
  unit: number;
}

// Four digits from 1900 on: MySQL knows no year 10000, and nobody here means the year 26.
const TIME = /^((?:19|20|21)\d\d-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/;

function readTime(typed: unknown): Time | null | undefined {
  if (typed === undefined || typed === '') return undefined;
  const [, day, clock, zone] = (typeof typed === 'string' && TIME.exec(typed)) || [];
  if (day === undefined) return null;
  const at = new Date(`${day}T${clock ?? '00:00'}${zone ?? KOREAN_OFFSET}`);
  // 31 February would otherwise become the third of March.
  if (Number.isNaN(at.getTime()) || new Date(`${day}T00:00Z`).toISOString().slice(0, 10) !== day) return null;
  return { at, unit: clock === undefined ? DAY : MINUTE };
}

const afterwards = ({ at, unit }: Time): Date =>
  new Date(unit === DAY ? at.getTime() + DAY : Math.floor(at.getTime() / MINUTE) * MINUTE + MINUTE);
