import { IsNull } from 'typeorm';
import { readActiveUniversities } from '../catalog/read-universities.js';
import type { Context } from '../kernel/context.js';
import { Product } from '../catalog/product.entity.js';
import { notFound } from '../kernel/errors.js';
import { lastChange } from '../staff/last-change.js';
import { Offer } from './offer.entity.js';
import { Promotion } from './promotion.entity.js';
import { PromotionUniversity } from './promotion-university.entity.js';

/** The verbs that change what the form shows. */
const CHANGES = ['savePromotion', 'publishPromotion', 'extendPromotion', 'closeEarly', 'cancelPromotion'];

/** What the form starts from: the promotion where there is one, and everything that can be chosen. */
export async function readPromotionForm(ctx: Context, id: number | undefined) {
  const { manager } = ctx.db;
  const [promotion, universities, products] = await Promise.all([
    id === undefined ? null : manager.findOneBy(Promotion, { id }),
    readActiveUniversities(ctx),
    manager.find(Product, {
      select: { id: true, name: true, brand: true, listPrice: true },
      where: { archivedAt: IsNull() },
      order: { name: 'ASC' },
    }),
  ]);
  if (id !== undefined && !promotion) throw notFound();
  const [offers, reach] = promotion
    ? await Promise.all([
        manager.find(Offer, { where: { promotionId: promotion.id }, order: { position: 'ASC', id: 'ASC' } }),
        manager.find(PromotionUniversity, { where: { promotionId: promotion.id } }),
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
