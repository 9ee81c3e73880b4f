import type { EntityManager } from 'typeorm';
import { notFound } from '../kernel/errors.js';
import { Promotion } from './promotion.entity.js';
import { readRow } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const promotions = table(Promotion);

/** The promotion, held: cancelling, settling and publishing hold the same row, so one of them comes first. @throws AppError 404 */
export async function holdPromotion(tx: EntityManager, id: number): Promise<Promotion> {
  const promotion = await readRow(tx, Promotion, sql`WHERE ${promotions.id} = ${id} ${FOR_UPDATE}`);
  if (!promotion) throw notFound();
  return promotion;
}
