import type { EntityManager } from 'typeorm';
import { Product } from './product.entity.js';

/** It can be put into no promotion any more. The caller holds the row, and has seen that none sells it. */
export async function retireProduct(tx: EntityManager, id: number, archivedAt: Date): Promise<void> {
  await tx.update(Product, { id }, { archivedAt });
}
