import { type EntityManager, In } from 'typeorm';
import { Product } from '../catalog/product.entity.js';
import { Variant } from '../catalog/variant.entity.js';
import type { Context } from '../context.js';
import { forUpdate, transact } from '../database.js';
import { AppError, conflict, type FieldError, notFound } from '../errors.js';
import { allow } from '../staff/allow.js';
import { audit } from '../staff/audit.js';
import { Offer } from './offer.entity.js';
import { OfferCounter } from './offer-counter.entity.js';
import { overlaps } from './overlaps.js';
import { Promotion } from './promotion.entity.js';
import { PromotionUniversity } from './promotion-university.entity.js';
import { checkPublishable } from './rules/publishable.js';
import { refuseFields } from './promotion-input.js';

/**
 * Puts a draft before its universities: from `opensAt` on it can be bought from.
 * @throws AppError 403; 404; 409 `not_draft`; 422 `invalid` with everything that is missing; 409 `overlap` naming each product that a
 *   live promotion already offers to one of its universities
 */
export async function publishPromotion(ctx: Context, { id }: { id: number }): Promise<Promotion> {
  allow(ctx, 'promotions', 'write');
  return transact(ctx.db, async (tx) => {
    const promotion = await tx.findOne(Promotion, { where: { id }, ...forUpdate(tx) });
    if (!promotion) throw notFound();
    if (promotion.state !== 'draft') throw conflict('not_draft', '이미 게시한 프로모션이에요. 목록에서 상태를 확인해 주세요.');
    const offers = await tx.find(Offer, { where: { promotionId: id }, order: { position: 'ASC', id: 'ASC' } });
    const universityIds = (await tx.findBy(PromotionUniversity, { promotionId: id })).map((row) => row.universityId);
    // Held until the end: two promotions of one product are published one after the other, and the second sees the first.
    const products = await lockProducts(tx, offers);
    const missing = [
      ...checkPublishable({ ...promotion, universityIds, offers }, ctx.clock.now()),
      ...(await unsellable(tx, offers, products)),
    ];
    refuseFields(missing, '아직 게시할 수 없어요. 표시한 항목을 고쳐 주세요.');
    await refuseOverlaps(tx, ctx, { promotion, universityIds, offers });
    await publish(tx, ctx, promotion, offers);
    return tx.findOneByOrFail(Promotion, { id });
  });
}

const lockProducts = (tx: EntityManager, offers: readonly Offer[]): Promise<Product[]> =>
  tx.find(Product, { where: { id: In(offers.map((offer) => offer.productId)) }, order: { id: 'ASC' }, ...forUpdate(tx) });

async function unsellable(tx: EntityManager, offers: readonly Offer[], products: readonly Product[]): Promise<FieldError[]> {
  const variants = await tx.findBy(Variant, { productId: In(products.map((product) => product.id)), active: true });
  return offers.flatMap(({ productId }, index) => {
    const product = products.find((row) => row.id === productId);
    const path = `offers.${index}.productId`;
    if (product?.archivedAt) return [{ path, message: `“${product.name}”은(는) 보관한 상품이에요. 빼고 다시 게시해 주세요.` }];
    if (variants.some((variant) => variant.productId === productId)) return [];
    return [{ path, message: `“${product?.name ?? ''}”에 판매 중인 옵션이 없어요. 상품에서 옵션을 켜 주세요.` }];
  });
}

async function refuseOverlaps(
  tx: EntityManager,
  ctx: Context,
  draft: { promotion: Promotion; universityIds: readonly number[]; offers: readonly Offer[] },
): Promise<void> {
  const found = await overlaps(tx, ctx, {
    promotionId: draft.promotion.id,
    productIds: draft.offers.map((offer) => offer.productId),
    reach: draft.promotion.reachesAll ? 'all' : draft.universityIds,
  });
  const [first] = found;
  if (!first) return;
  const more = found.length > 1 ? ` 이 밖에 ${found.length - 1}건이 더 겹쳐요.` : '';
  throw new AppError(
    409,
    'overlap',
    `“${first.productName}”을(를) 프로모션 “${first.promotionTitle}”에서 같은 대학교에 이미 팔고 있어요.${more} 상품이나 대학교를 바꾸거나 그 프로모션이 끝난 뒤에 게시해 주세요.`,
    found.map(({ productId, productName, promotionTitle }) => ({
      path: `offers.${draft.offers.findIndex((offer) => offer.productId === productId)}.productId`,
      message: `“${productName}”은(는) 프로모션 “${promotionTitle}”에서 팔고 있어요.`,
    })),
  );
}

async function publish(tx: EntityManager, ctx: Context, promotion: Promotion, offers: readonly Offer[]): Promise<void> {
  const { id, opensAt, closesAt } = promotion;
  await audit(tx, ctx, {
    action: 'publishPromotion',
    resource: 'promotions',
    recordId: id,
    changes: { opensAt, closesAt, offers: offers.length },
  });
  await tx.update(Promotion, { id }, { state: 'published', publishedAt: ctx.clock.now() });
  await tx.insert(
    OfferCounter,
    offers.map((offer) => ({ offerId: offer.id, state: 'open' as const, closesAt, cap: offer.capQuantity, held: 0, sold: 0 })),
  );
}
