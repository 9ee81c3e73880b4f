import type { EntityManager } from 'typeorm';
import { forUpdate } from '../database/database.js';
import { notFound } from '../kernel/errors.js';
import { Promotion } from './promotion.entity.js';

/** The promotion, held: cancelling, settling and publishing hold the same row, so one of them comes first. @throws AppError 404 */
export async function holdPromotion(tx: EntityManager, id: number): Promise<Promotion> {
  const promotion = await tx.findOne(Promotion, { where: { id }, ...forUpdate(tx) });
  if (!promotion) throw notFound();
  return promotion;
}
