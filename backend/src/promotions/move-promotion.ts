import type { EntityManager } from 'typeorm';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { nextVersion } from '../database/versions.js';
import { updateRows } from '../database/write.js';
import { Promotion } from './promotion.entity.js';
import { promotionStatesBefore, type StoredPromotionState } from './rules/promotion-state.js';

const promotions = table(Promotion);

/**
 * Moves a promotion from where the one table allows it: no other statement writes its state. The caller holds the row and
 * has told whoever asked why it cannot be. What stands on a form moves with it: its version too. @throws Error where the table knows no such move
 */
export async function movePromotion(
  tx: EntityManager,
  id: number,
  to: StoredPromotionState,
  stamps: Partial<Pick<Promotion, 'publishedAt' | 'settledAt'>> = {},
): Promise<void> {
  const from = promotionStatesBefore(to);
  const movable = sql`${promotions.id} = ${id} AND ${promotions.state} IN ${from}`;
  if ((await updateRows(tx, Promotion, { ...stamps, version: nextVersion(Promotion), state: to }, movable)) === 0)
    throw new Error(`Promotion ${id} cannot become ${to} from where it stands.`);
}

/** Its counters are moved by the same transaction (`holds/counters.ts`). */
export async function setClosing(tx: EntityManager, id: number, closesAt: Date): Promise<void> {
  await updateRows(tx, Promotion, { closesAt, version: nextVersion(Promotion) }, sql`${promotions.id} = ${id}`);
}
