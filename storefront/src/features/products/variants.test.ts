import type { Product, Variant } from '@mngshop/backend/contract';
import { describe, expect, it } from 'vitest';
import { chosenVariant, firstChoice, optionGroups, refusalOf } from './variants';

const variant = (id: number, color: string, storage: string, available: number, surcharge = 0): Variant => ({
  id,
  available,
  surcharge,
  options: { 색: color, '저장 공간': storage },
});
const variants = [variant(1, '회색', '512GB', 3), variant(2, '회색', '1TB', 0, 100_000), variant(3, '은색', '512GB', 5)];

describe('choosing a variant', () => {
  it('shows which values can still be had with the rest of the choice', () => {
    expect(optionGroups(variants, { 색: '회색', '저장 공간': '512GB' })).toEqual([
      {
        name: '색',
        values: [
          { value: '회색', isAvailable: true },
          { value: '은색', isAvailable: true },
        ],
      },
      {
        name: '저장 공간',
        values: [
          { value: '512GB', isAvailable: true },
          { value: '1TB', isAvailable: false },
        ],
      },
    ]);
  });
  it('finds the variant, and nothing where the combination does not exist', () => {
    expect(chosenVariant(variants, { 색: '은색', '저장 공간': '512GB' })?.id).toBe(3);
    expect(chosenVariant(variants, { 색: '은색', '저장 공간': '1TB' })).toBeUndefined();
  });
  it('begins with the cheapest that can be had', () => {
    const sold = [variant(1, '회색', '512GB', 0), variant(2, '은색', '512GB', 2, 20_000), variant(3, '금색', '512GB', 2, 10_000)];
    expect(firstChoice(sold)).toEqual({ 색: '금색', '저장 공간': '512GB' });
  });
  it('takes a product without options', () => {
    const only: Variant = { id: 9, options: {}, surcharge: 0, available: 2 };
    expect(chosenVariant([only], firstChoice([only]))).toBe(only);
  });
});

describe('why nothing may be bought', () => {
  const product = (offer: object): Product =>
    ({ variants, offer: { remaining: null, myRemaining: 2, promotion: { state: 'open' }, ...offer } }) as unknown as Product;
  it.each([
    [{ promotion: { state: 'scheduled' } }, 'scheduled'],
    [{ promotion: { state: 'closed' } }, 'closed'],
    [{ promotion: { state: 'settled' } }, 'ended'],
    [{ promotion: { state: 'failed' } }, 'ended'],
    [{ remaining: 0 }, 'capped'],
    [{ myRemaining: 0 }, 'limit'],
    [{}, undefined],
  ])('%j is refused as %s', (offer, refusal) => {
    expect(refusalOf(product(offer))).toBe(refusal);
  });
});
