import type { Product, Variant } from '@mngshop/backend/contract';
import { describe, expect, it } from 'vitest';
import { mostOf } from './most-of';

const variant: Variant = { id: 1, options: {}, surcharge: 0, available: 3 };
const product = (offer: object): Product => ({ offer: { remaining: null, myRemaining: 2, ...offer } }) as unknown as Product;

describe('how many may be ordered', () => {
  it('is the least of stock, cap and personal limit', () => {
    expect(mostOf(product({}), variant)).toBe(2);
    expect(mostOf(product({ remaining: 1 }), variant)).toBe(1);
    expect(mostOf(product({}), undefined)).toBe(0);
  });
});
