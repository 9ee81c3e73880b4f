import type { Context } from '../context.js';
import { notYet } from '../errors.js';
import type { Promotion } from './promotion.entity.js';
import type { PriceTier } from './rules/price-tiers.js';

export interface OfferInput {
  id?: number | undefined;
  productId: number;
  tiers: PriceTier[];
  goalQuantity: number | null;
  capQuantity: number | null;
  perCustomerLimit: number | null;
}
export interface SavePromotionInput {
  id?: number | undefined;
  slug: string;
  kind: 'group_buy' | 'sale';
  title: string;
  summary: string;
  opensAt: Date;
  closesAt: Date;
  reachesAll: boolean;
  universityIds: number[];
  offers: OfferInput[];
}
export async function savePromotion(_ctx: Context, _input: SavePromotionInput): Promise<Promotion> {
  throw notYet('savePromotion');
}
