import type { Product, Variant } from '@mngshop/backend/contract';
import { useState } from 'react';
import { choose } from '../../lib/cart/cart';
import { mostOf } from '../../lib/cart/most-of';
import { type Chosen, chosenVariant, firstChoice, type OptionGroup, optionGroups } from './variants';

export interface Choice {
  groups: OptionGroup[];
  chosen: Chosen;
  variant: Variant | undefined;
  quantity: number;
  /** The most units that can be ordered of it; 0 when it can't be had. */
  most: number;
  /** Won a unit, surcharge included. */
  unitPrice: number;
  pick: (name: string, value: string) => void;
  setQuantity: (quantity: number) => void;
  /** Puts the choice into this promotion's cart and goes on to the review. */
  order: () => void;
}

export interface PanelProps {
  product: Product;
  choice: Choice;
  onEnd: () => void;
}

/** Options and quantity, the same for the sheet of a phone and the panel of a desktop. */
export function useChoice(product: Product): Choice {
  const [chosen, setChosen] = useState<Chosen>(() => firstChoice(product.variants));
  const [wanted, setQuantity] = useState(1);
  const variant = chosenVariant(product.variants, chosen);
  const most = mostOf(product, variant);
  const quantity = Math.max(1, Math.min(wanted, most));
  const unitPrice = product.offer.price + (variant?.surcharge ?? 0);
  const order = () => {
    if (!variant || most === 0) return;
    const { slug, title } = product.offer.promotion;
    const shown = { slug: product.slug, name: product.name, imageUrl: product.images[0]?.url ?? product.offer.product.imageUrl };
    const line = { offerId: product.offer.id, variantId: variant.id, quantity, unitPrice, product: shown, options: variant.options };
    choose(sessionStorage, { slug, title }, line);
    location.assign(`/checkout?promotion=${encodeURIComponent(slug)}`);
  };
  const pick = (name: string, value: string) => setChosen((before) => ({ ...before, [name]: value }));
  return { groups: optionGroups(product.variants, chosen), chosen, variant, quantity, most, unitPrice, pick, setQuantity, order };
}
