import type { Customer, Product } from '@mngshop/backend/contract';
import { api } from '../../lib/api';
import { type Cart, type CartLine, readCart, writeCart } from '../../lib/cart';
import { syncClock } from '../../lib/server-clock';
import { loadMe } from '../../lib/session';

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
  customer: Customer;
}

/** The cart with the prices of this moment; undefined when there is nothing in it. @throws ApiError */
export async function loadReview(): Promise<Review | undefined> {
  const cart = readCart(sessionStorage, new URLSearchParams(location.search).get('promotion'));
  // Asked even with an empty cart: a visitor gets 401 here and is led to sign in.
  const [customer, products] = await Promise.all([
    loadMe(),
    Promise.all((cart?.lines ?? []).map((line) => api.product(line.product.slug))),
  ]);
  const first = products[0];
  if (!cart || !first || !customer) return undefined;
  syncClock(first.serverTime);
  const lines = cart.lines.map((line, index) => priced(line, products[index]?.product));
  writeCart(sessionStorage, { ...cart, lines: lines.map(({ before: _before, backIfClosedNow: _back, ...line }) => line) });
  const { promotion } = first.product.offer;
  const isGroupBuy = products.some(({ product }) => product.offer.tiers.length > 1 || product.offer.goalQuantity !== null);
  return { promotion: cart.promotion, closesAt: promotion.closesAt, isGroupBuy, lines, customer };
}

function priced(line: CartLine, product: Product | undefined): ReviewLine {
  const variant = product?.variants.find((one) => one.id === line.variantId);
  if (!product || !variant) return { ...line, backIfClosedNow: 0 };
  const { price, currentPrice, id } = product.offer;
  const unitPrice = price + variant.surcharge;
  const changed = unitPrice === line.unitPrice ? {} : { before: line.unitPrice };
  return { ...line, offerId: id, unitPrice, backIfClosedNow: price - currentPrice, ...changed };
}
