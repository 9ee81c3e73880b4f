import type { EntityManager } from 'typeorm';
import { places, updateRows } from '../database/database.js';
import { nextVersion } from '../database/versions.js';
import { Promotion } from './promotion.entity.js';
import { promotionStatesBefore, type StoredPromotionState } from './rules/promotion-state.js';

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
  const where = { sql: `id = ? AND state IN (${places(from)})`, parameters: [id, ...from] };
  if ((await updateRows(tx, Promotion, { ...stamps, ...nextVersion, state: to }, where)) === 0)
    throw new Error(`Promotion ${id} cannot become ${to} from where it stands.`);
}

/** Its counters are moved by the same transaction (`holds/counters.ts`). */
export async function setClosing(tx: EntityManager, id: number, closesAt: Date): Promise<void> {
  await tx.update(Promotion, { id }, { closesAt, ...nextVersion });
}
