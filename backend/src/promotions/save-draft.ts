import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { audit } from '../access/audit.js';
import { Offer } from './offer.entity.js';
import { Promotion } from './promotion.entity.js';
import { PromotionUniversity } from './promotion-university.entity.js';
import type { Wanted } from './promotion-input.js';
import { readRows } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { deleteRows, insertRows, updateRows } from '../database/write.js';

const promotions = table(Promotion);
const promotionUniversities = table(PromotionUniversity);
const offers = table(Offer);

/** Makes a draft what the input says, offers and universities included; gives its id. Nobody has seen it yet. */
export async function saveDraft(tx: EntityManager, ctx: Context, before: Promotion | null, wanted: Wanted): Promise<number> {
  const { slug, kind, title, summary, opensAt, closesAt, reachesAll } = wanted;
  const imageName = wanted.imageName === undefined ? (before?.imageName ?? null) : wanted.imageName;
  const columns = { slug, kind, title, summary, imageName, opensAt, closesAt, reachesAll };
  const id = before?.id ?? (await insertDraft(tx, ctx, { ...columns, formKey: wanted.formKey ?? null }));
  if (before) await updateRows(tx, Promotion, columns, sql`${promotions.id} = ${id}`);
  await replaceUniversities(tx, id, wanted.universityIds);
  await replaceOffers(tx, id, wanted.offers);
  const copyOf = wanted.copyOf === undefined ? {} : { copyOf: wanted.copyOf };
  const changes = { ...columns, ...copyOf, universityIds: wanted.universityIds, offers: wanted.offers };
  await audit(tx, ctx, { action: 'savePromotion', resource: 'promotions', recordId: id, changes });
  return id;
}

async function insertDraft(tx: EntityManager, ctx: Context, columns: Partial<Promotion>): Promise<number> {
  return insertRows(tx, Promotion, { ...columns, state: 'draft', createdAt: ctx.clock.now() });
}

async function replaceUniversities(tx: EntityManager, promotionId: number, universityIds: readonly number[]): Promise<void> {
  await deleteRows(tx, PromotionUniversity, sql`${promotionUniversities.promotionId} = ${promotionId}`);
  if (universityIds.length === 0) return;
  await insertRows(
    tx,
    PromotionUniversity,
    universityIds.map((universityId) => ({ promotionId, universityId })),
  );
}

async function replaceOffers(tx: EntityManager, promotionId: number, wanted: Wanted['offers']): Promise<void> {
  const existing = await readRows(tx, Offer, sql`WHERE ${offers.promotionId} = ${promotionId}`);
  const kept = (offer: Offer) => wanted.some((input) => input.productId === offer.productId);
  const gone = existing.filter((offer) => !kept(offer)).map((offer) => offer.id);
  if (gone.length > 0) await deleteRows(tx, Offer, sql`${offers.id} IN ${gone}`);
  for (const [position, { productId, tiers, goalQuantity, capQuantity, perCustomerLimit }] of wanted.entries()) {
    const columns = { position, tiers, goalQuantity, capQuantity, perCustomerLimit };
    const offer = existing.find((row) => row.productId === productId);
    if (offer) await updateRows(tx, Offer, columns, sql`${offers.id} = ${offer.id}`);
    else await insertRows(tx, Offer, { promotionId, productId, ...columns });
  }
}
