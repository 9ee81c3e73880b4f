import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { read } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { Offer } from './offer.entity.js';
import { conflict, notFound } from '../kernel/errors.js';
import { Promotion } from './promotion.entity.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { Product } from '../catalog/product.entity.js';
import { retireProduct } from '../catalog/retire-product.js';

const products = table(Product);
const promotions = table(Promotion);
const offers = table(Offer);

/**
 * Retires a product: it can be put into no promotion any more. Doing it again changes nothing.
 * @throws AppError 403; 404; 409 `product_offered` while a promotion that is not settled offers it
 */
export async function archiveProduct(ctx: Context, { id, reason }: { id: number; reason?: string | undefined }): Promise<void> {
  allow(ctx, 'products', 'write');
  await transact(ctx.db, async (tx) => {
    // Publishing locks the same row: a product is never retired and put on sale at once.
    const held = sql`FROM ${products} WHERE ${products.id} = ${id} ${FOR_UPDATE}`;
    const [product] = await read(tx, { archivedAt: products.archivedAt }, held);
    if (!product) throw notFound();
    if (product.archivedAt) return;
    const [promotion] = await liveWith(tx, id);
    if (promotion) throw offered(promotion);
    await retireProduct(tx, id, ctx.clock.now());
    await audit(tx, ctx, { action: 'archiveProduct', resource: 'products', recordId: id, reason });
  });
}

const liveWith = (tx: EntityManager, productId: number) =>
  read(
    tx,
    { title: promotions.title },
    sql`FROM ${promotions} JOIN ${offers} ON ${offers.promotionId} = ${promotions.id}
      WHERE ${offers.productId} = ${productId} AND ${promotions.state} = ${'published'} LIMIT 1`,
  );

const offered = ({ title }: Pick<Promotion, 'title'>) => conflict('product_offered', { title });
