import { transact } from '../database/database.js';
import type { Context } from '../kernel/context.js';
import { conflict, notFound } from '../kernel/errors.js';
import { setOnHand } from './stock.js';
import { VariantStock } from './variant-stock.entity.js';
import { readRow } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const variantStock = table(VariantStock);

/** Sets what the warehouse has of a variant, for programs that drive a local shop. @throws AppError 404; 409 `stock_reserved` below what orders hold */
export async function setStock(ctx: Context, { variantId, onHand }: { variantId: number; onHand: number }): Promise<void> {
  await transact(ctx.db, async (tx) => {
    if (await setOnHand(tx, { variantId, onHand })) return;
    const stock = await readRow(tx, VariantStock, sql`WHERE ${variantStock.variantId} = ${variantId}`);
    if (!stock) throw notFound();
    if (onHand < stock.reserved) throw conflict('stock_reserved.set', { reserved: stock.reserved });
  });
}
