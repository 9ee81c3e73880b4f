import { z } from 'zod';
import { Instant, Won } from './common.js';
import { OFFER_OUTCOMES, SHOWN_PROMOTION_STATES } from '../promotions/rules/promotion-state.js';
import { PROMOTION_KIND_NAMES } from '../promotions/rules/promotion-kind.js';

export const PriceTier = z.object({ fromQuantity: z.int(), unitPrice: Won });

export const Offer = z.object({
  id: z.int(),
  product: z.object({ slug: z.string(), name: z.string(), imageUrl: z.string().nullable() }),
  listPrice: Won.meta({ description: 'What the product costs in ordinary shops.' }),
  price: Won.meta({ description: 'Charged now: the first tier, without surcharge.' }),
  currentPrice: Won.meta({ description: 'What everyone would pay if it closed now, without surcharge.' }),
  tiers: z.array(PriceTier),
  soldQuantity: z.int().meta({ description: 'Units paid and not cancelled, and nothing else.' }),
  goalQuantity: z.int().nullable(),
  capQuantity: z.int().nullable(),
  remaining: z.int().nullable().meta({ description: 'Units left under the cap; null without one.' }),
  perCustomerLimit: z.int(),
  finalPrice: Won.nullable(),
  outcome: z.enum(OFFER_OUTCOMES).nullable(),
});

export const PromotionState = z.enum(SHOWN_PROMOTION_STATES);
export const Promotion = z.object({
  slug: z.string(),
  kind: z.enum(PROMOTION_KIND_NAMES),
  title: z.string(),
  summary: z.string(),
  imageUrl: z.string().nullable(),
  opensAt: Instant,
  closesAt: Instant,
  state: PromotionState,
  offers: z.array(Offer),
});
export const PromotionsAnswer = z.object({ promotions: z.array(Promotion), serverTime: Instant });
export const PromotionAnswer = z.object({ promotion: Promotion, serverTime: Instant });

export const Variant = z.object({
  id: z.int(),
  options: z.record(z.string(), z.string()),
  surcharge: Won,
  available: z.int().meta({ description: 'Units that can still be ordered.' }),
});
export const Product = z.object({
  slug: z.string(),
  name: z.string(),
  brand: z.string(),
  description: z.string(),
  images: z.array(z.object({ url: z.string(), width: z.int(), height: z.int(), alt: z.string() })),
  specifications: z.array(z.object({ name: z.string(), value: z.string() })),
  variants: z.array(Variant),
  offer: Offer.extend({
    promotion: z.object({ slug: z.string(), title: z.string(), state: PromotionState, closesAt: Instant }),
    myRemaining: z.int().meta({ description: 'Units this customer may still order of this offer.' }),
  }),
});
export const ProductAnswer = z.object({ product: Product, serverTime: Instant });

export type PriceTier = z.infer<typeof PriceTier>;
export type Offer = z.infer<typeof Offer>;
export type PromotionState = z.infer<typeof PromotionState>;
export type Promotion = z.infer<typeof Promotion>;
export type PromotionsAnswer = z.infer<typeof PromotionsAnswer>;
export type PromotionAnswer = z.infer<typeof PromotionAnswer>;
export type Product = z.infer<typeof Product>;
export type Variant = z.infer<typeof Variant>;
export type ProductAnswer = z.infer<typeof ProductAnswer>;
