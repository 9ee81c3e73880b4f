import { type OverlapShape, saidOverlap } from './overlap-text.js';
import { checkPublishable, type Finding, type OfferShape, type Publishable } from './publishable.js';
import { type Said, say } from '../../words/say.js';
import { sentence } from '../../words/sentence.js';

/** What the catalogue and the other promotions say about a draft. */
export interface PublishFacts {
  /** By product id; units that can be sold now, all variants together. */
  products: ReadonlyMap<number, ProductFacts>;
  overlaps: readonly (OverlapShape & { productId: number })[];
}

export interface ProductFacts {
  name: string;
  /** Won in ordinary shops. */
  listPrice: number;
  archived: boolean;
  activeVariants: number;
  available: number;
  pictures: number;
}

interface OfferedProduct extends OfferShape {
  productId: number;
}
type Draft = Omit<Publishable, 'offers'> & { offers: readonly OfferedProduct[] };

/** What staff should know before publishing. Errors and overlaps refuse it, warnings do not. */
export interface PublishFindings {
  errors: Finding[];
  overlaps: Finding[];
  warnings: Finding[];
}

/** Everything that speaks against publishing at `now`: publishing and its preview both ask here. */
export function publishFindings(draft: Draft, facts: PublishFacts, now: Date): PublishFindings {
  const named = (findings: Finding[]) => findings.map((finding) => withProduct(finding, draft, facts));
  return {
    errors: named([...checkPublishable(draft, now), ...draft.offers.flatMap((offer, index) => unsellable(offer, facts, index))]),
    overlaps: facts.overlaps.map((overlap) => ({
      path: `offers.${draft.offers.findIndex(({ productId }) => productId === overlap.productId)}.productId`,
      message: saidOverlap(overlap),
    })),
    warnings: named([...timeWarnings(draft, now), ...draft.offers.flatMap((offer, index) => offerWarnings(offer, facts, index))]),
  };
}

/** What is said of an offer names its product: outside of its form nobody knows which of them is meant. */
function withProduct({ path, message }: Finding, { offers }: Draft, { products }: PublishFacts): Finding {
  const index = /^offers\.(\d+)\./.exec(path)?.[1];
  const name = index === undefined ? undefined : products.get(offers[Number(index)]?.productId ?? 0)?.name;
  const says = (message.values as { name?: string } | undefined)?.name === name;
  return name === undefined || says ? { path, message } : { path, message: say('offer.named', { name, message: sentence(message) }) };
}

function unsellable({ productId }: OfferedProduct, { products }: PublishFacts, index: number): Finding[] {
  const product = products.get(productId);
  const path = `offers.${index}.productId`;
  if (product?.archived) return [{ path, message: say('offer.archived', { name: product.name }) }];
  if (product && product.activeVariants > 0) return [];
  return [{ path, message: say('offer.no_variant', { name: product?.name ?? '' }) }];
}

const HOUR_MS = 3_600_000;
const LONG_DAYS = 30;

function timeWarnings({ opensAt, closesAt }: Publishable, now: Date): Finding[] {
  const hours = (closesAt.getTime() - Math.max(opensAt.getTime(), now.getTime())) / HOUR_MS;
  return [
    ...warn(opensAt < now && closesAt > now, 'opensAt', say('promotion.opens_now')),
    ...warn(hours > 0 && hours < 1, 'closesAt', say('promotion.short')),
    ...warn(hours > LONG_DAYS * 24, 'closesAt', say('promotion.long', { days: LONG_DAYS })),
  ];
}

const ROUND_WON = 100;

function offerWarnings(offer: OfferedProduct, { products }: PublishFacts, index: number): Finding[] {
  const product = products.get(offer.productId);
  if (!product) return [];
  const { tiers, goalQuantity: goal, capQuantity: cap, perCustomerLimit: limit } = offer;
  const { name, available, listPrice } = product;
  const at = (field: string) => `offers.${index}.${field}`;
  const dear = tiers.find(({ unitPrice }) => unitPrice >= listPrice);
  const uneven = tiers.find(({ unitPrice }) => unitPrice % ROUND_WON !== 0);
  const tooFar = tiers.find(({ fromQuantity }) => fromQuantity > available);
  return [
    ...warn(available === 0, at('productId'), say('offer.no_stock', { name })),
    ...warn(
      goal !== null && available > 0 && available < goal,
      at('goalQuantity'),
      say('offer.goal_out_of_stock', { name, available, goal: goal ?? 0 }),
    ),
    ...warn(
      available > 0 && tooFar !== undefined,
      at('tiers'),
      say('offer.tier_out_of_stock', { name, available, from: tooFar?.fromQuantity ?? 0 }),
    ),
    ...warn(
      cap !== null && available > 0 && cap > available,
      at('capQuantity'),
      say('offer.cap_out_of_stock', { name, available, cap: cap ?? 0 }),
    ),
    ...warn(dear !== undefined, at('tiers'), say('offer.dear', { name, price: dear?.unitPrice ?? 0, listPrice })),
    ...warn(uneven !== undefined, at('tiers'), say('offer.uneven', { price: uneven?.unitPrice ?? 0, round: ROUND_WON })),
    ...warn(goal !== null && limit >= goal, at('perCustomerLimit'), say('offer.goal_alone', { limit })),
    ...warn(cap !== null && limit >= cap, at('perCustomerLimit'), say('offer.cap_alone', { limit })),
    ...warn(product.pictures === 0, at('productId'), say('offer.no_picture', { name })),
  ];
}

const warn = (when: boolean, path: string, message: Said): Finding[] => (when ? [{ path, message }] : []);
