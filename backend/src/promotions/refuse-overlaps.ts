import type { EntityManager } from 'typeorm';
import { Product } from '../catalog/product.entity.js';
import type { Context } from '../kernel/context.js';
import { AppError } from '../kernel/errors.js';
import type { Offer } from './offer.entity.js';
import { type Overlap, overlaps } from './overlaps.js';
import type { Promotion } from './promotion.entity.js';
import { saidOverlap } from './rules/overlap-text.js';
import { say } from '../words/say.js';
import { readRows } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const products = table(Product);

/** Held until the end: two promotions of one product go live one after the other, and the second sees the first. */
export const lockProducts = (tx: EntityManager, offers: readonly Pick<Offer, 'productId'>[]): Promise<Product[]> =>
  readRows(tx, Product, sql`WHERE ${products.id} IN ${offers.map((offer) => offer.productId)} ORDER BY ${products.id} ${FOR_UPDATE}`);

interface Live {
  promotion: Pick<Promotion, 'id' | 'reachesAll'>;
  universityIds: readonly number[];
  offers: readonly Pick<Offer, 'productId'>[];
}

/** What would be offered twice to one university. Callers that write hold the products' rows. */
export const findOverlaps = (tx: EntityManager, ctx: Context, { promotion, universityIds, offers }: Live): Promise<Overlap[]> =>
  overlaps(tx, ctx, {
    promotionId: promotion.id,
    productIds: offers.map((offer) => offer.productId),
    reach: promotion.reachesAll ? 'all' : universityIds,
  });

/** @throws AppError 409 `overlap` naming each product that a live promotion already offers to one of its universities */
export async function refuseOverlaps(tx: EntityManager, ctx: Context, live: Live): Promise<void> {
  const found = await findOverlaps(tx, ctx, live);
  const [first] = found;
  if (!first) return;
  const { productName: product, promotionTitle: promotion } = first;
  throw new AppError(
    409,
    'overlap',
    say('overlap', { product, promotion, more: found.length - 1 }),
    found.map((overlap) => ({
      path: `offers.${live.offers.findIndex((offer) => offer.productId === overlap.productId)}.productId`,
      message: saidOverlap(overlap),
    })),
  );
}
