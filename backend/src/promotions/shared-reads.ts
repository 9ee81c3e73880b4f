import type { DataSource } from 'typeorm';
import type { Context } from '../kernel/context.js';

/** What nobody reads for so long is forgotten. */
const IDLE_MS = 60_000;
/** Of one kind; who was read longest ago goes first. */
const KEPT = 5_000;

interface Kept<Value> {
  /** By the shop's clock, ms. */
  freshUntil: number;
  reading: Promise<Value>;
}

/**
 * Reads that are the same for many: each is made at most once in `settings.countsFreshMs` on this instance however many
 * ask, and never past the next of its `edges`, at which it changes by itself. Who waits for a read that has begun shares it;
 * one that failed is made again.
 * @param edges instants, ms
 */
export function sharedReads<Value>(edges: (value: Value) => readonly number[]) {
  const perDatabase = new WeakMap<DataSource, Map<string, Kept<Value>>>();
  return async (ctx: Context, key: string, read: () => Promise<Value>): Promise<Value> => {
    const kept = perDatabase.get(ctx.db) ?? new Map<string, Kept<Value>>();
    perDatabase.set(ctx.db, kept);
    const now = ctx.clock.now().getTime();
    const known = kept.get(key);
    if (known && now < known.freshUntil) return known.reading;
    forgetOld(kept, now);
    const fresh: Kept<Value> = { freshUntil: now + ctx.settings.countsFreshMs, reading: read() };
    kept.delete(key);
    kept.set(key, fresh);
    try {
      const value = await fresh.reading;
      fresh.freshUntil = Math.min(fresh.freshUntil, ...edges(value).filter((edge) => edge > now));
      return value;
    } catch (error) {
      if (kept.get(key) === fresh) kept.delete(key);
      throw error;
    }
  };
}

// The oldest stand first, and one look at the first that is kept ends it.
function forgetOld(kept: Map<string, Kept<unknown>>, now: number): void {
  for (const [key, { freshUntil }] of kept) {
    if (freshUntil + IDLE_MS >= now && kept.size < KEPT) return;
    kept.delete(key);
  }
}
