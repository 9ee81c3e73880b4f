import type { Context } from '../kernel/context.js';
import { inKorea, koreanDate } from '../kernel/rules/korean-time.js';
import { DailyRun } from './daily-run.entity.js';
import { transact } from './database.js';
import { insertMissing } from './write.js';
import { koreanDay, type Period } from '../kernel/rules/period.js';

/** A day in Korea. */
export interface Day extends Required<Period> {
  /** As `2026-11-22`. */
  name: string;
}

/** The day in Korea that ended before `now`. */
function yesterday(now: Date): Day {
  const day = koreanDay(now, -1);
  return { name: koreanDate(day.from), ...day };
}

/** Takes yesterday's run of a job on, from `hour` o'clock in Korea, if no process has yet; null otherwise. */
export async function takeDailyRun(ctx: Context, job: string, hour: number): Promise<Day | null> {
  const now = ctx.clock.now();
  if (inKorea(now).getUTCHours() < hour) return null;
  const day = yesterday(now);
  return (await transact(ctx.db, (tx) => insertMissing(tx, DailyRun, { job, day: day.name, startedAt: now }))) === 1 ? day : null;
}
