import type { EntityManager } from 'typeorm';
import { Product } from './product.entity.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';

const products = table(Product);

/** It can be put into no promotion any more. The caller holds the row, and has seen that none sells it. */
export async function retireProduct(tx: EntityManager, id: number, archivedAt: Date): Promise<void> {
  await updateRows(tx, Product, { archivedAt }, sql`${products.id} = ${id}`);
}
