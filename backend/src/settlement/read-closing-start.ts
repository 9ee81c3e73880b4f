import type { Context } from '../kernel/context.js';
import { notFound } from '../kernel/errors.js';
import { isNight } from '../outbox/rules/may-deliver.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { LONGEST_EXTENSION_DAYS, LONGEST_SALE_DAYS } from '../promotions/rules/closing-change.js';
import { noticeText } from '../promotions/rules/notice-text.js';
import { kindOf } from '../promotions/rules/promotion-kind.js';
import { countParticipants } from './participants.js';
import { readRow } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const promotions = table(Promotion);

const DAY_MS = 86_400_000;

/** What the form of a moved closing starts from: how many people hear of it, and in which words. */
export async function readClosingStart(ctx: Context, id: number) {
  const promotion = await readRow(ctx.db, Promotion, sql`WHERE ${promotions.id} = ${id}`);
  if (!promotion) throw notFound();
  const { kind, title, opensAt, closesAt } = promotion;
  const now = ctx.clock.now();
  const latest = Math.min(closesAt.getTime() + LONGEST_EXTENSION_DAYS * DAY_MS, opensAt.getTime() + LONGEST_SALE_DAYS * DAY_MS);
  return {
    kind,
    title,
    closesAt,
    latest: new Date(latest),
    people: kindOf(promotion).buyersWait ? await countParticipants(ctx.db.manager, id, now) : 0,
    night: isNight(now),
    closedEarly: noticeText({ kind: 'closed_early', title }),
  };
}
export type ClosingStart = Awaited<ReturnType<typeof readClosingStart>>;
