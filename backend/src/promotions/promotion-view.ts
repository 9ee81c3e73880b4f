import { imageUrl } from '../catalog/rules/image-url.js';
import { chargedPrice, priceAt, type PriceTier } from './rules/price-tiers.js';
import { type ShownPromotionState, shownState } from './rules/promotion-state.js';
import type { SeenOffer } from './wall.js';
import type { PromotionKind } from './rules/promotion-kind.js';

export interface OfferView {
  id: number;
  product: { slug: string; name: string; imageUrl: string | null };
  listPrice: number;
  price: number;
  currentPrice: number;
  tiers: PriceTier[];
  soldQuantity: number;
  goalQuantity: number | null;
  capQuantity: number | null;
  remaining: number | null;
  perCustomerLimit: number;
  finalPrice: number | null;
  outcome: 'reached' | 'missed' | null;
}

export interface PromotionView {
  slug: string;
  kind: PromotionKind;
  title: string;
  summary: string;
  imageUrl: string | null;
  opensAt: Date;
  closesAt: Date;
  state: ShownPromotionState;
  offers: OfferView[];
}

/** Offers as they came through the wall, gathered into their promotions. */
export function viewPromotions(offers: readonly SeenOffer[], now: Date): PromotionView[] {
  return [...Map.groupBy(offers, (offer) => offer.promotionId).values()].map((group) => viewPromotion(group, now));
}

function viewPromotion(offers: readonly SeenOffer[], now: Date): PromotionView {
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
  };
}

/** One offer: what is charged now, what it would be if it closed now, and the true count. Won, without surcharge. */
export function viewOffer(offer: SeenOffer): OfferView {
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
  };
}
