import type { Product, Variant } from '@mngshop/backend/contract';

export type Chosen = Record<string, string>;

export interface OptionGroup {
  name: string;
  values: { value: string; isAvailable: boolean }[];
}

/** The options of a product in the order of its variants; a value is available if some variant fits the rest of what is chosen. */
export function optionGroups(variants: readonly Variant[], chosen: Chosen): OptionGroup[] {
  const names = [...new Set(variants.flatMap((variant) => Object.keys(variant.options)))];
  return names.map((name) => {
    const values = [...new Set(variants.map((variant) => variant.options[name]).filter((value) => value !== undefined))];
    return { name, values: values.map((value) => ({ value, isAvailable: isAvailable(variants, chosen, name, value) })) };
  });
}

/** The variant with exactly these options. */
export const chosenVariant = (variants: readonly Variant[], chosen: Chosen): Variant | undefined =>
  variants.find((variant) => Object.entries(variant.options).every(([name, value]) => chosen[name] === value));

/** To begin with: the cheapest that can be had. */
export const firstChoice = (variants: readonly Variant[]): Chosen =>
  variants.filter((variant) => variant.available > 0).toSorted((a, b) => a.surcharge - b.surcharge)[0]?.options ??
  variants[0]?.options ??
  {};

export type Refusal = 'scheduled' | 'closed' | 'ended' | 'capped' | 'sold_out' | 'limit';

/** Why nobody, or not this customer, can buy it now; undefined when it can be bought. */
export function refusalOf(product: Product): Refusal | undefined {
  const { promotion, remaining, myRemaining } = product.offer;
  if (promotion.state === 'scheduled') return 'scheduled';
  if (promotion.state === 'closed') return 'closed';
  if (promotion.state !== 'open') return 'ended';
  if (remaining === 0) return 'capped';
  if (product.variants.every((variant) => variant.available <= 0)) return 'sold_out';
  return myRemaining <= 0 ? 'limit' : undefined;
}

function isAvailable(variants: readonly Variant[], chosen: Chosen, name: string, value: string): boolean {
  return variants.some(
    (variant) =>
      variant.available > 0 &&
      variant.options[name] === value &&
      Object.entries(variant.options).every(([other, had]) => other === name || chosen[other] === undefined || chosen[other] === had),
  );
}
