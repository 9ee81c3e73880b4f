import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { forUpdate, transact } from '../database/database.js';
import { conflict, notFound } from '../kernel/errors.js';
import { Promotion } from './promotion.entity.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { Product } from '../catalog/product.entity.js';
import { retireProduct } from '../catalog/retire-product.js';

/**
 * Retires a product: it can be put into no promotion any more. Doing it again changes nothing.
 * @throws AppError 403; 404; 409 `product_offered` while a promotion that is not settled offers it
 */
export async function archiveProduct(ctx: Context, { id, reason }: { id: number; reason?: string | undefined }): Promise<void> {
  allow(ctx, 'products', 'write');
  await transact(ctx.db, async (tx) => {
    // Publishing locks the same row: a product is never retired and put on sale at once.
    const product = await tx.findOne(Product, { where: { id }, ...forUpdate(tx) });
    if (!product) throw notFound();
    if (product.archivedAt) return;
    const promotion = await liveWith(tx, id);
    if (promotion) throw offered(promotion);
    await retireProduct(tx, id, ctx.clock.now());
    await audit(tx, ctx, { action: 'archiveProduct', resource: 'products', recordId: id, reason });
  });
}

const liveWith = (tx: EntityManager, productId: number): Promise<Promotion | null> =>
  tx
    .createQueryBuilder(Promotion, 'promotion')
    .innerJoin('promotion.offers', 'offer', 'offer.productId = :productId', { productId })
    .where('promotion.state = :state', { state: 'published' })
    .getOne();

const offered = ({ title }: Promotion) => conflict('product_offered', { title });
