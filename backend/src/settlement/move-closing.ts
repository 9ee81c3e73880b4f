import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { type AppError, conflict, invalidField } from '../kernel/errors.js';
import { audit } from '../access/audit.js';
import { Offer } from '../promotions/offer.entity.js';
import { moveCounters } from '../holds/counters.js';
import { setClosing } from '../promotions/move-promotion.js';
import type { Promotion } from '../promotions/promotion.entity.js';
import { type ClosingRefusal, LONGEST_EXTENSION_DAYS, LONGEST_SALE_DAYS } from '../promotions/rules/closing-change.js';
import { noticeText } from '../promotions/rules/notice-text.js';
import { giveNotice } from './tell-participants.js';
import { kindOf } from '../promotions/rules/promotion-kind.js';
import { say } from '../words/say.js';
import { read } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const offersTable = table(Offer);

/** Moves the closing of a held promotion, of its counters with it; writes why, and the notice for who takes part. */
export async function moveClosing(
  tx: EntityManager,
  ctx: Context,
  promotion: Promotion,
  change: { kind: 'extended' | 'closed_early'; closesAt: Date; action: string; reason: string },
): Promise<void> {
  const { id, title, closesAt: from } = promotion;
  const { kind, closesAt: to, action, reason } = change;
  await audit(tx, ctx, { action, resource: 'promotions', recordId: id, reason, changes: { closesAt: [from, to] } });
  if (kindOf(promotion).buyersWait)
    await giveNotice(tx, ctx, {
      promotionId: id,
      kind,
      text: noticeText(kind === 'extended' ? { kind, title, from, to } : { kind, title }),
    });
  await setClosing(tx, id, to);
  // The hot rows last.
  const offers = await read(tx, { id: offersTable.id }, sql`FROM ${offersTable} WHERE ${offersTable.promotionId} = ${id}`);
  const offerIds = offers.map((offer) => offer.id);
  if (!(await moveCounters(tx, offerIds, to))) throw refusedClosing('closed');
}

/** The refusal, which says what to do. */
export const refusedClosing = (reason: ClosingRefusal): AppError => REFUSALS[reason]();

const REFUSALS: Record<ClosingRefusal, () => AppError> = {
  not_published: () => conflict('not_published.closing'),
  not_open_yet: () => conflict('not_open_yet'),
  closed: () => conflict('promotion_closed.closing'),
  not_later: () => invalidField('closesAt', say('promotion.closing_not_later')),
  too_far: () => invalidField('closesAt', say('promotion.closing_too_far', { days: LONGEST_EXTENSION_DAYS })),
  too_long: () => invalidField('closesAt', say('promotion.closing_too_long', { days: LONGEST_SALE_DAYS })),
};
