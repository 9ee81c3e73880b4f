import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readCart, writeCart } from '../../lib/cart/cart';
import { memoryStore } from '../../lib/browser/memory-store';
import { loadReview } from './review';

const line = (slug: string, offerId: number) => ({
  offerId,
  variantId: offerId,
  quantity: 1,
  unitPrice: 1_000,
  options: {},
  product: { slug, name: `이름 ${slug}`, imageUrl: null },
});
const promotion = { slug: 'p', title: '판매', state: 'open', closesAt: '2099-01-01T00:00:00.000Z' };
const product = (id: number) => ({
  variants: [{ id, options: {}, surcharge: 0, available: 5 }],
  offer: { id, price: 1_000, currentPrice: 1_000, tiers: [{}], goalQuantity: null, promotion },
});
const shop = (products: Record<string, number>) => async (address: string) => {
  if (address.endsWith('/me')) return Response.json({ customer: { email: 'a@b.c', address: null } });
  const id = products[address.split('/').at(-1) ?? ''];
  if (id) return Response.json({ product: product(id), serverTime: new Date().toISOString() });
  return Response.json({ code: 'not_found', detail: '찾을 수 없어요.', status: 404 }, { status: 404 });
};

beforeEach(() => {
  vi.stubGlobal('sessionStorage', memoryStore());
  vi.stubGlobal('location', { search: '?promotion=p' });
  writeCart(sessionStorage, { promotion: { slug: 'p', title: '판매' }, lines: [line('mouse', 1), line('lift', 2)] });
});
afterEach(() => vi.unstubAllGlobals());

describe('the review of a cart', () => {
  it('goes on without a product that is gone, and says so', async () => {
    vi.stubGlobal('fetch', shop({ lift: 2 }));
    const review = await loadReview();
    expect(review?.lines.map(({ offerId }) => offerId)).toEqual([2]);
    expect(review?.gone).toEqual(['이름 mouse']);
    expect(readCart(sessionStorage, 'p')?.lines).toHaveLength(1);
  });
  it('is a 404 when none is left, and the cart stays', async () => {
    vi.stubGlobal('fetch', shop({}));
    await expect(loadReview()).rejects.toMatchObject({ status: 404 });
    expect(readCart(sessionStorage, 'p')?.lines).toHaveLength(2);
  });
});
