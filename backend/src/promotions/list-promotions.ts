import type { DataSource } from 'typeorm';
import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { sql } from '../database/sql.js';
import { sha256 } from '../kernel/random.js';
import { type PromotionView, viewPromotions } from './promotion-view.js';
import { offersWithinWall, seen } from './wall.js';

const DAYS_SHOWN_AFTER_CLOSING = 60;
/** A university that nobody reads for is forgotten. */
const IDLE_MS = 60_000;

/** What one university sees now, and its bytes: made once, read by all its students. */
export interface PromotionList {
  promotions: PromotionView[];
  json: string;
  /** Of this university: no list is ever validated by another's. */
  etag: string;
}

interface Kept {
  /** By the shop's clock, ms. */
  freshUntil: number;
  reading: Promise<PromotionList>;
}
const kept = new WeakMap<DataSource, Map<number, Kept>>();

/**
 * The promotions of the customer's university, read at most once in `settings.countsFreshMs` on this instance however many
 * watch them, and never past the instant at which one opens or closes. Who waits for a read that has begun shares it.
 */
export async function listPromotions(ctx: Context): Promise<PromotionList> {
  const { universityId } = asCustomer(ctx);
  const perUniversity = kept.get(ctx.db) ?? new Map<number, Kept>();
  kept.set(ctx.db, perUniversity);
  const now = ctx.clock.now().getTime();
  const known = perUniversity.get(universityId);
  if (known && now < known.freshUntil) return known.reading;
  for (const [id, { freshUntil }] of perUniversity) if (freshUntil + IDLE_MS < now) perUniversity.delete(id);
  const fresh: Kept = { freshUntil: now + ctx.settings.countsFreshMs, reading: read(ctx, universityId) };
  perUniversity.set(universityId, fresh);
  try {
    const list = await fresh.reading;
    fresh.freshUntil = Math.min(fresh.freshUntil, nextEdge(list.promotions, now));
    return list;
  } catch (error) {
    if (perUniversity.get(universityId) === fresh) perUniversity.delete(universityId);
    throw error;
  }
}

async function read(ctx: Context, universityId: number): Promise<PromotionList> {
  const since = new Date(ctx.clock.now().getTime() - DAYS_SHOWN_AFTER_CLOSING * 86_400_000);
  const offers = await offersWithinWall(ctx, sql`${seen.promotion.closesAt} > ${since}`);
  const promotions = viewPromotions(offers, ctx.clock.now()).toSorted(inShopOrder);
  const json = JSON.stringify(promotions);
  return { promotions, json, etag: sha256(`${universityId} ${json}`).slice(0, 32) };
}

// Staff have not moved anything, and still the list is another: one opens or closes by itself.
function nextEdge(promotions: readonly PromotionView[], now: number): number {
  const edges = promotions.flatMap(({ opensAt, closesAt }) => [opensAt.getTime(), closesAt.getTime()]);
  return Math.min(...edges.filter((edge) => edge > now));
}

const RANK = { open: 0, scheduled: 1, closed: 2, settled: 2, failed: 2 } as const;

/** Open ones by their end, then those to come, then what closed lately. */
function inShopOrder(a: PromotionView, b: PromotionView): number {
  const rank = RANK[a.state] - RANK[b.state];
  if (rank !== 0) return rank;
  if (a.state === 'scheduled') return a.opensAt.getTime() - b.opensAt.getTime();
  const soonest = a.closesAt.getTime() - b.closesAt.getTime();
  return a.state === 'open' ? soonest : -soonest;
}
