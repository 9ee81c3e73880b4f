import type { Context } from '../kernel/context.js';
import { execute, insertIgnore, transact } from './database.js';

const KST_MS = 9 * 3_600_000;
const DAY_MS = 86_400_000;

/** A day in Korea. */
export interface Day {
  /** As `2026-11-22`. */
  name: string;
  from: Date;
  /** Not included. */
  to: Date;
}

/** The day in Korea that ended before `now`. */
function yesterday(now: Date): Day {
  const to = new Date(Math.floor((now.getTime() + KST_MS) / DAY_MS) * DAY_MS - KST_MS);
  const from = new Date(to.getTime() - DAY_MS);
  return { name: new Date(from.getTime() + KST_MS).toISOString().slice(0, 10), from, to };
}

/** Takes yesterday's run of a job on, from `hour` o'clock in Korea, if no process has yet; null otherwise. */
export async function takeDailyRun(ctx: Context, job: string, hour: number): Promise<Day | null> {
  const now = ctx.clock.now();
  if (new Date(now.getTime() + KST_MS).getUTCHours() < hour) return null;
  const day = yesterday(now);
  const sql = (tx: Parameters<typeof insertIgnore>[0]) => `${insertIgnore(tx)} INTO daily_runs (job, day, started_at) VALUES (?, ?, ?)`;
  return (await transact(ctx.db, (tx) => execute(tx, sql(tx), [job, day.name, now]))) === 1 ? day : null;
}
