import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { type AppError, conflict, invalid } from '../kernel/errors.js';
import { audit } from '../access/audit.js';
import { Offer } from '../promotions/offer.entity.js';
import { moveCounters } from '../holds/counters.js';
import { setClosing } from '../promotions/move-promotion.js';
import type { Promotion } from '../promotions/promotion.entity.js';
import { type ClosingRefusal, LONGEST_EXTENSION_DAYS, LONGEST_SALE_DAYS } from '../promotions/rules/closing-change.js';
import { noticeText } from '../promotions/rules/notice-text.js';
import { giveNotice } from './tell-participants.js';
import { kindOf } from '../promotions/rules/promotion-kind.js';
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

/** The refusal in words that say what to do. */
export function refusedClosing(reason: ClosingRefusal): AppError {
  const detail = DETAILS[reason];
  if (reason === 'not_later' || reason === 'too_far' || reason === 'too_long')
    return invalid(detail, [{ path: 'closesAt', message: detail }]);
  return conflict(reason === 'closed' ? 'promotion_closed' : reason, detail);
}

const DETAILS: Record<ClosingRefusal, string> = {
  not_published: '공개 중인 프로모션만 마감을 바꿀 수 있어요. 목록에서 상태를 확인해 주세요.',
  not_open_yet: '아직 열리지 않은 프로모션이에요. 내리려면 프로모션 취소를 눌러 주세요.',
  closed: '이미 마감해서 바꿀 수 없어요. 곧 정산해요. 더 팔려면 복사해서 새로 열어 주세요.',
  not_later: '지금 마감보다 늦은 시각을 골라 주세요. 앞당기려면 조기 마감을 눌러 주세요.',
  too_far: `한 번에 ${LONGEST_EXTENSION_DAYS}일까지 늦출 수 있어요. 더 이른 시각을 골라 주세요.`,
  too_long: `여는 때부터 ${LONGEST_SALE_DAYS}일까지만 팔 수 있어요. 더 이른 시각을 골라 주세요.`,
};
