import type { Product, Variant } from '@mngshop/backend/contract';

/** How many units this customer may order of it now. */
export function mostOf(product: Product, variant: Variant | undefined): number {
  const { myRemaining, remaining } = product.offer;
  return Math.max(0, Math.min(variant?.available ?? 0, myRemaining, remaining ?? Infinity));
}
