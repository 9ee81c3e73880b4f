/** What is about to be ordered, per promotion, in this tab only: an order never holds two promotions. */

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface CartLine {
  offerId: number;
  variantId: number;
  quantity: number;
  /** Won as the buyer saw it, surcharge included. */
  unitPrice: number;
  product: { slug: string; name: string; imageUrl: string | null };
  options: Record<string, string>;
}

export interface Cart {
  promotion: { slug: string; title: string };
  lines: CartLine[];
}

const LAST = 'mng.cart.last';
const nameOf = (slug: string): string => `mng.cart.${slug}`;

/** @param slug of the promotion; without one, the cart touched last */
export function readCart(store: Store, slug?: string | null): Cart | undefined {
  try {
    const name = slug || store.getItem(LAST);
    const cart: unknown = name ? JSON.parse(store.getItem(nameOf(name)) ?? 'null') : null;
    return isCart(cart) ? cart : undefined;
  } catch {
    return undefined;
  }
}

/** Choosing a product again replaces what was chosen of it; other products of the promotion stay. */
export function choose(store: Store, promotion: Cart['promotion'], line: CartLine): Cart {
  const others = readCart(store, promotion.slug)?.lines.filter((one) => one.offerId !== line.offerId) ?? [];
  return writeCart(store, { promotion, lines: [...others, line] });
}

export function writeCart(store: Store, cart: Cart): Cart {
  if (cart.lines.length === 0) dropCart(store, cart.promotion.slug);
  else {
    store.setItem(nameOf(cart.promotion.slug), JSON.stringify(cart));
    store.setItem(LAST, cart.promotion.slug);
  }
  return cart;
}

export const dropCart = (store: Store, slug: string): void => store.removeItem(nameOf(slug));

/** Won. */
export const totalOf = (lines: readonly CartLine[]): number => lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
export const unitsOf = (lines: readonly { quantity: number }[]): number => lines.reduce((sum, line) => sum + line.quantity, 0);

function isCart(cart: unknown): cart is Cart {
  return typeof cart === 'object' && cart !== null && 'lines' in cart && Array.isArray(cart.lines) && cart.lines.length > 0;
}
