import { imageUrl } from '../catalog/rules/image-url.js';
import type * as contract from '../contract/promotions.js';
import type { Told } from '../contract/told.js';
import { chargedPrice, priceAt } from './rules/price-tiers.js';
import { shownState } from './rules/promotion-state.js';
import type { SeenOffer } from './wall.js';

/** Offers as they came through the wall, gathered into their promotions. */
export function viewPromotions(offers: readonly SeenOffer[], now: Date): PromotionView[] {
  return [...Map.groupBy(offers, (offer) => offer.promotionId).values()].map((group) => viewPromotion(group, now));
}

function viewPromotion(offers: readonly SeenOffer[], now: Date) {
  const { promotion } = offers[0] as SeenOffer;
  const views = offers.map(viewOffer);
  return {
    slug: promotion.slug,
    kind: promotion.kind,
    title: promotion.title,
    summary: promotion.summary,
    imageUrl: imageUrl(promotion.imageName) ?? views.find((view) => view.product.imageUrl)?.product.imageUrl ?? null,
    opensAt: promotion.opensAt,
    closesAt: promotion.closesAt,
    state: shownState(promotion, now),
    offers: views,
  } satisfies Told<contract.Promotion>;
}
export type PromotionView = ReturnType<typeof viewPromotion>;

/** One offer: what is charged now, what it would be if it closed now, and the true count. Won, without surcharge. */
export function viewOffer(offer: SeenOffer) {
  const sold = offer.finalQuantity ?? offer.counter.sold;
  return {
    id: offer.id,
    product: { slug: offer.product.slug, name: offer.product.name, imageUrl: imageUrl(offer.picture) },
    listPrice: offer.product.listPrice,
    price: chargedPrice(offer.tiers),
    currentPrice: offer.finalPrice ?? priceAt(offer.tiers, sold),
    tiers: offer.tiers,
    soldQuantity: sold,
    goalQuantity: offer.goalQuantity,
    capQuantity: offer.capQuantity,
    remaining: offer.capQuantity === null ? null : Math.max(0, offer.capQuantity - offer.counter.held),
    perCustomerLimit: offer.perCustomerLimit,
    finalPrice: offer.finalPrice,
    outcome: offer.outcome,
  } satisfies Told<contract.Offer>;
}
