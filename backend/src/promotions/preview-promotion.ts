import type { DataSource, EntityManager } from 'typeorm';
import { Product } from '../catalog/product.entity.js';
import { University } from '../catalog/university.entity.js';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { sql } from '../database/sql.js';
import { notFound } from '../kernel/errors.js';
import { allow } from '../access/allow.js';
import type { Offer } from './offer.entity.js';
import { openCounters } from '../holds/counters.js';
import { Promotion } from './promotion.entity.js';
import { type PromotionView, viewPromotions } from './promotion-view.js';
import { movePromotion } from './move-promotion.js';
import { productFacts } from './publish-facts.js';
import { findOverlaps } from './refuse-overlaps.js';
import { type PublishFindings, publishFindings } from './rules/publish-findings.js';
import { type RevenueRow, revenueRows } from './rules/revenue.js';
import { offersOf, universitiesOf } from './stored-promotion.js';
import { offersWithinWall, seen } from './wall.js';
import { exists, readRow, readRows } from '../database/read.js';
import { table } from '../database/tables.js';

const promotions = table(Promotion);
const universities = table(University);
const productsTable = table(Product);

export interface PromotionPreview {
  /** What a student of the university sees; null where the promotion does not exist for them (404). */
  seen: PromotionView | null;
  /** What speaks against publishing; null once it is published. */
  findings: PublishFindings | null;
  /** Per offer in their order; units that can be sold now, won without surcharges. */
  offers: { id: number; product: string; available: number; revenue: RevenueRow[] }[];
}

/**
 * A promotion before anyone sees it: as a student of a university would, what would come in, and what speaks against it.
 * Changes nothing. @throws AppError 403; 404 for the promotion or the university
 */
export async function previewPromotion(
  ctx: Context,
  { id, universityId }: { id: number; universityId: number },
): Promise<PromotionPreview> {
  allow(ctx, 'promotions', 'read');
  const { manager } = ctx.db;
  const promotion = await readRow(manager, Promotion, sql`WHERE ${promotions.id} = ${id}`);
  if (!promotion || !(await exists(manager, sql`FROM ${universities} WHERE ${universities.id} = ${universityId}`))) throw notFound();
  const [offers, universityIds] = [await offersOf(manager, id), await universitiesOf(manager, id)];
  const products = await productFacts(
    manager,
    await readRows(manager, Product, sql`WHERE ${productsTable.id} IN ${offers.map(({ productId }) => productId)}`),
  );
  const draft = { ...promotion, universityIds, offers };
  const overlaps = await findOverlaps(manager, ctx, { promotion, universityIds, offers });
  return {
    seen: await seenBy(ctx, promotion, offers, universityId),
    findings: promotion.state === 'draft' ? publishFindings(draft, { products, overlaps }, ctx.clock.now()) : null,
    offers: offers.map((offer) => {
      const { name, available } = products.get(offer.productId) ?? { name: '', available: 0 };
      return { id: offer.id, product: name, available, revenue: revenueRows(offer, available) };
    }),
  };
}

/** Ends the transaction of a look, and carries out of it what was seen. */
class Seen extends Error {
  override name = 'Seen';
  constructor(readonly view: PromotionView | null) {
    super('A look changes nothing.');
  }
}

// The customer's own door, not a copy of it: the draft is published in a transaction that is always rolled back.
async function seenBy(ctx: Context, promotion: Promotion, offers: readonly Offer[], universityId: number): Promise<PromotionView | null> {
  try {
    return await transact(ctx.db, async (tx) => {
      if (promotion.state === 'draft') await pretend(tx, promotion, offers);
      throw new Seen(await look(tx, ctx, promotion.id, universityId));
    });
  } catch (error) {
    if (error instanceof Seen) return error.view;
    throw error;
  }
}

async function pretend(tx: EntityManager, { id, closesAt }: Promotion, offers: readonly Offer[]): Promise<void> {
  await movePromotion(tx, id, 'published');
  await openCounters(tx, offers, closesAt);
}

async function look(tx: EntityManager, ctx: Context, promotionId: number, universityId: number): Promise<PromotionView | null> {
  const db = Object.create(ctx.db, { query: { value: tx.query.bind(tx) } }) as DataSource;
  const student: Context = { ...ctx, db, actor: { kind: 'customer', id: 0, universityId, sessionId: '' } };
  const [view] = viewPromotions(await offersWithinWall(student, sql`${seen.promotion.id} = ${promotionId}`), ctx.clock.now());
  return view ?? null;
}
