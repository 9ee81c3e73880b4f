import { type OverlapShape, overlapText } from './overlap-text.js';
import { checkPublishable, type Finding, type OfferShape, type Publishable } from './publishable.js';

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
      message: overlapText(overlap),
    })),
    warnings: named([...timeWarnings(draft, now), ...draft.offers.flatMap((offer, index) => offerWarnings(offer, facts, index))]),
  };
}

/** What is said of an offer names its product: outside of its form nobody knows which of them is meant. */
function withProduct({ path, message }: Finding, { offers }: Draft, { products }: PublishFacts): Finding {
  const index = /^offers\.(\d+)\./.exec(path)?.[1];
  const name = index === undefined ? undefined : products.get(offers[Number(index)]?.productId ?? 0)?.name;
  return name === undefined || message.startsWith(`“${name}”`) ? { path, message } : { path, message: `“${name}”: ${message}` };
}

function unsellable({ productId }: OfferedProduct, { products }: PublishFacts, index: number): Finding[] {
  const product = products.get(productId);
  const path = `offers.${index}.productId`;
  if (product?.archived) return [{ path, message: `“${product.name}”은(는) 보관한 상품이에요. 빼고 다시 게시해 주세요.` }];
  if (product && product.activeVariants > 0) return [];
  return [{ path, message: `“${product?.name ?? ''}”에 판매 중인 옵션이 없어요. 상품에서 옵션을 켜 주세요.` }];
}

const HOUR_MS = 3_600_000;
const LONG_DAYS = 30;

function timeWarnings({ opensAt, closesAt }: Publishable, now: Date): Finding[] {
  const hours = (closesAt.getTime() - Math.max(opensAt.getTime(), now.getTime())) / HOUR_MS;
  return [
    ...warn(opensAt < now && closesAt > now, 'opensAt', '여는 때가 지났어요. 공개하면 바로 열려요.'),
    ...warn(hours > 0 && hours < 1, 'closesAt', '한 시간도 안 돼서 마감해요. 시각을 확인해 주세요.'),
    ...warn(hours > LONG_DAYS * 24, 'closesAt', `${LONG_DAYS}일 넘게 열려 있어요. 먼저 결제한 사람이 그만큼 기다려요.`),
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
    ...warn(available === 0, at('productId'), `“${name}”의 재고가 없어요. 열어도 아무도 살 수 없어요.`),
    ...warn(
      goal !== null && available > 0 && available < goal,
      at('goalQuantity'),
      `“${name}”의 재고 ${units(available)}로는 목표 ${units(goal ?? 0)}를 채울 수 없어요.`,
    ),
    ...warn(
      available > 0 && tooFar !== undefined,
      at('tiers'),
      `“${name}”의 재고는 ${units(available)}라 ${units(tooFar?.fromQuantity ?? 0)} 구간에 닿지 못해요.`,
    ),
    ...warn(
      cap !== null && available > 0 && cap > available,
      at('capQuantity'),
      `“${name}”의 재고 ${units(available)}가 최대 수량 ${units(cap ?? 0)}보다 적어요.`,
    ),
    ...warn(dear !== undefined, at('tiers'), `“${name}”의 ${won(dear?.unitPrice ?? 0)}은 시중가 ${won(listPrice)}보다 싸지 않아요.`),
    ...warn(
      uneven !== undefined,
      at('tiers'),
      `${won(uneven?.unitPrice ?? 0)}은 ${ROUND_WON}원 단위가 아니에요. 잘못 적지 않았는지 봐 주세요.`,
    ),
    ...warn(
      goal !== null && limit >= goal,
      at('perCustomerLimit'),
      `한 사람이 ${units(limit)}까지 살 수 있어 혼자서 목표를 채울 수 있어요.`,
    ),
    ...warn(cap !== null && limit >= cap, at('perCustomerLimit'), `한 사람이 ${units(limit)}까지 살 수 있어 혼자서 모두 살 수 있어요.`),
    ...warn(product.pictures === 0, at('productId'), `“${name}”에 그림이 없어요.`),
  ];
}

const warn = (when: boolean, path: string, message: string): Finding[] => (when ? [{ path, message }] : []);
const units = (count: number) => `${count.toLocaleString('ko-KR')}개`;
const won = (amount: number) => `${amount.toLocaleString('ko-KR')}원`;
