import { readActiveUniversities } from '../catalog/read-universities.js';
import type { Context } from '../kernel/context.js';
import { Product } from '../catalog/product.entity.js';
import { notFound } from '../kernel/errors.js';
import { lastChange } from '../staff/last-change.js';
import { Offer } from './offer.entity.js';
import { Promotion } from './promotion.entity.js';
import { PromotionUniversity } from './promotion-university.entity.js';
import { read, readRow, readRows } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const promotions = table(Promotion);
const productsTable = table(Product);
const offersTable = table(Offer);
const promotionUniversities = table(PromotionUniversity);

/** The verbs that change what the form shows. */
const CHANGES = ['savePromotion', 'publishPromotion', 'extendPromotion', 'closeEarly', 'cancelPromotion'];

/** What the form starts from: the promotion where there is one, and everything that can be chosen. */
export async function readPromotionForm(ctx: Context, id: number | undefined) {
  const { manager } = ctx.db;
  const [promotion, universities, products] = await Promise.all([
    id === undefined ? null : readRow(manager, Promotion, sql`WHERE ${promotions.id} = ${id}`),
    readActiveUniversities(ctx),
    read(
      manager,
      { id: productsTable.id, name: productsTable.name, brand: productsTable.brand, listPrice: productsTable.listPrice },
      sql`FROM ${productsTable} WHERE ${productsTable.archivedAt} IS NULL ORDER BY ${productsTable.name}`,
    ),
  ]);
  if (id !== undefined && !promotion) throw notFound();
  const [offers, reach] = promotion
    ? await Promise.all([
        readRows(
          manager,
          Offer,
          sql`WHERE ${offersTable.promotionId} = ${promotion.id} ORDER BY ${offersTable.position}, ${offersTable.id}`,
        ),
        readRows(manager, PromotionUniversity, sql`WHERE ${promotionUniversities.promotionId} = ${promotion.id}`),
      ])
    : [[], []];
  return {
    promotion: promotion && {
      version: promotion.version,
      saved: await lastChange(manager, 'promotions', promotion.id, CHANGES),
      slug: promotion.slug,
      kind: promotion.kind,
      title: promotion.title,
      summary: promotion.summary,
      state: promotion.state,
      opensAt: promotion.opensAt,
      closesAt: promotion.closesAt,
      reachesAll: promotion.reachesAll,
      universityIds: reach.map(({ universityId }) => universityId),
      offers: offers.map((offer) => ({
        id: offer.id,
        productId: offer.productId,
        tiers: offer.tiers,
        goalQuantity: offer.goalQuantity,
        capQuantity: offer.capQuantity,
        perCustomerLimit: offer.perCustomerLimit,
      })),
    },
    universities,
    products: products.map(({ id: productId, name, brand, listPrice }) => ({ id: productId, name, brand, listPrice })),
  };
}
export type PromotionFormStart = Awaited<ReturnType<typeof readPromotionForm>>;
