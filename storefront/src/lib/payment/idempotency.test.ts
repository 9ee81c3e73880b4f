import { describe, expect, it } from 'vitest';
import { forgetKey, keyFor } from './idempotency';
import { memoryStore } from '../browser/memory-store';

const order = (quantity: number) => ({ lines: [{ offerId: 1, variantId: 2, quantity, unitPrice: 1_290_000 }] });

describe('the key of an order', () => {
  it('stays the same for the same content, across presses and reloads', () => {
    const store = memoryStore();
    expect(keyFor(store, 'order:a', order(1))).toBe(keyFor(store, 'order:a', order(1)));
  });
  it('changes with the content', () => {
    const store = memoryStore();
    expect(keyFor(store, 'order:a', order(1))).not.toBe(keyFor(store, 'order:a', order(2)));
  });
  it('is not shared between promotions', () => {
    const store = memoryStore();
    expect(keyFor(store, 'order:a', order(1))).not.toBe(keyFor(store, 'order:b', order(1)));
  });
  it('is new once the order has ended', () => {
    const store = memoryStore();
    const first = keyFor(store, 'order:a', order(1));
    forgetKey(store, 'order:a');
    expect(keyFor(store, 'order:a', order(1))).not.toBe(first);
  });
  it('is kept without what was ordered and where it goes', () => {
    const store = memoryStore();
    keyFor(store, 'order:a', { recipient: { name: '이하늘', phone: '01012345678' } });
    expect(store.getItem('mng.key.order:a')).not.toMatch(/이하늘|01012345678/);
  });
  it('is what the contract allows, and survives rubbish in the store', () => {
    const store = memoryStore();
    store.setItem('mng.key.order:a', '{broken');
    expect(keyFor(store, 'order:a', order(1))).toMatch(/^[\x21-\x7e]{8,80}$/);
  });
});
