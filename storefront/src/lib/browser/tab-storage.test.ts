import { expect, it } from 'vitest';
import { memoryStore } from './memory-store';
import { keepFor } from './tab-storage';

const MINUTE = 60_000;
const begin = () => {
  const store = memoryStore();
  keepFor(store, 'a@mngshop.test', 0);
  store.setItem('mng.cart.p', 'chosen');
  return store;
};
const cart = (store: ReturnType<typeof memoryStore>) => store.getItem('mng.cart.p');

it('keeps what a member chose while they go from page to page, and while they sign in again', () => {
  const store = begin();
  keepFor(store, 'a@mngshop.test', MINUTE);
  keepFor(store, null, 2 * MINUTE);
  keepFor(store, null, 10 * MINUTE);
  keepFor(store, 'a@mngshop.test', 16 * MINUTE);
  keepFor(store, null, 40 * MINUTE);
  expect(cart(store)).toBe('chosen');
});

it('is empty for anybody else', () => {
  const store = begin();
  keepFor(store, null, MINUTE);
  keepFor(store, 'b@mngshop.test', 2 * MINUTE);
  expect(cart(store)).toBeNull();
});

it.each([null, 'a@mngshop.test'])('forgets a member who does not come back in time: %s', (who) => {
  const store = begin();
  keepFor(store, null, MINUTE);
  keepFor(store, who, 17 * MINUTE);
  expect(cart(store)).toBeNull();
});

it('does not write down who that was', () => {
  const store = begin();
  expect(store.getItem('mng.owner')).toMatch(/^[0-9a-f]{8}$/);
});
