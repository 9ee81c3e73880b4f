import { describe, expect, it } from 'vitest';
import { choose, dropCart, readCart, totalOf, writeCart } from './cart';
import { memoryStore } from '../browser/memory-store';

const promotion = { slug: 'autumn', title: '가을 노트북 공동구매' };
const line = (offerId: number, quantity: number, variantId = offerId * 10) => ({
  offerId,
  variantId,
  quantity,
  unitPrice: 1_000,
  options: {},
  product: { slug: `p${offerId}`, name: '누리북', imageUrl: null },
});

describe('the cart', () => {
  it('replaces a product that is chosen again and keeps the others', () => {
    const store = memoryStore();
    choose(store, promotion, line(1, 1));
    choose(store, promotion, line(2, 1));
    const cart = choose(store, promotion, line(1, 2, 11));
    expect(cart.lines.map((one) => [one.variantId, one.quantity])).toEqual([
      [20, 1],
      [11, 2],
    ]);
    expect(totalOf(cart.lines)).toBe(3_000);
  });
  it('is kept per promotion, and the last one touched is found without a name', () => {
    const store = memoryStore();
    choose(store, promotion, line(1, 1));
    choose(store, { slug: 'winter', title: '겨울' }, line(3, 1));
    expect(readCart(store)?.promotion.slug).toBe('winter');
    expect(readCart(store, 'autumn')?.lines).toHaveLength(1);
  });
  it('is gone when its last line is, and rubbish is no cart', () => {
    const store = memoryStore();
    writeCart(store, { promotion, lines: [] });
    expect(readCart(store, 'autumn')).toBeUndefined();
    store.setItem('mng.cart.autumn', '{');
    expect(readCart(store, 'autumn')).toBeUndefined();
    choose(store, promotion, line(1, 1));
    dropCart(store, 'autumn');
    expect(readCart(store, 'autumn')).toBeUndefined();
  });
});
