import type { Customer, Product, ProductAnswer } from '@mngshop/backend/contract';
import { api } from '../../lib/api/calls';
import { ApiError } from '../../lib/api/api-error';
import { type Cart, type CartLine, readCart, writeCart } from '../../lib/cart/cart';
import { syncClock } from '../../lib/browser/server-clock';
import { loadMe } from '../../lib/api/session';

export interface ReviewLine extends CartLine {
  /** Won a unit that would come back if it closed now. */
  backIfClosedNow: number;
  /** What was shown before, where the price has changed since. */
  before?: number;
}

export interface Review {
  promotion: Cart['promotion'];
  closesAt: string;
  isGroupBuy: boolean;
  lines: ReviewLine[];
  /** Names of products that were in the cart and can't be had any more. */
  gone: string[];
  customer: Customer;
}

/**
 * The cart with the prices of this moment; undefined when there is nothing in it. A product that is no longer there leaves the cart,
 * so that it doesn't hold up the others. @throws ApiError; 404 when none is left
 */
export async function loadReview(): Promise<Review | undefined> {
  const customer = await loadMe();
  if (!customer) throw new ApiError(401, 'not_signed_in', '로그인이 필요해요.');
  // Only now: what somebody else had chosen in this tab is gone.
  const cart = readCart(sessionStorage, new URLSearchParams(location.search).get('promotion'));
  if (!cart) return undefined;
  const answers = await Promise.all(cart.lines.map(askFor));
  const found = answers.flatMap(({ line, product, serverTime }) => (product && serverTime ? [{ line, product, serverTime }] : []));
  const gone = answers.filter(({ product }) => !product).map(({ line }) => line.product.name);
  const [first] = found;
  if (!first) throw new ApiError(404, 'not_found', '지금은 살 수 없는 상품이에요. 다른 학생가를 둘러보세요.');
  syncClock(first.serverTime);
  const lines = found.map(({ line, product }) => priced(line, product));
  writeCart(sessionStorage, { ...cart, lines: lines.map(({ before: _before, backIfClosedNow: _back, ...line }) => line) });
  const { promotion } = first.product.offer;
  const isGroupBuy = found.some(({ product }) => product.offer.tiers.length > 1 || product.offer.goalQuantity !== null);
  return { promotion: cart.promotion, closesAt: promotion.closesAt, isGroupBuy, lines, gone, customer };
}

async function askFor(line: CartLine): Promise<{ line: CartLine } & Partial<ProductAnswer>> {
  const answer = await api.product(line.product.slug).catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 404) return {};
    throw error;
  });
  return { line, ...answer };
}

function priced(line: CartLine, product: Product): ReviewLine {
  const variant = product.variants.find((one) => one.id === line.variantId);
  if (!variant) return { ...line, backIfClosedNow: 0 };
  const { price, currentPrice, id } = product.offer;
  const unitPrice = price + variant.surcharge;
  const changed = unitPrice === line.unitPrice ? {} : { before: line.unitPrice };
  return { ...line, offerId: id, unitPrice, backIfClosedNow: price - currentPrice, ...changed };
}
