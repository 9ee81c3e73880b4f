import { type FieldError, invalid } from '../kernel/errors.js';
import type { PriceTier } from './rules/price-tiers.js';
import type { PromotionKind } from './rules/promotion-kind.js';
import { type Said, say } from '../words/say.js';

export interface OfferInput {
  /** Left out for a new one. */
  id?: number | undefined;
  productId: number;
  tiers: PriceTier[];
  /** Units; null for none, as with the cap. */
  goalQuantity: number | null;
  capQuantity: number | null;
  /** Units per person; null for ten. */
  perCustomerLimit: number | null;
}

export interface SavePromotionInput {
  /** Left out for a new draft. */
  id?: number | undefined;
  /** Of one that exists: the version that it was opened with. Only the system may leave it out. */
  version?: number | undefined;
  /** Of a new one: names the form, so that it makes one promotion however often it is sent. */
  formKey?: string | undefined;
  slug: string;
  kind: PromotionKind;
  title: string;
  summary: string;
  /** Name of its picture, 32 hex digits; left out, it stays as it is. */
  imageName?: string | null | undefined;
  opensAt: Date;
  closesAt: Date;
  /** True reaches every university; `universityIds` is then not looked at. */
  reachesAll: boolean;
  universityIds: number[];
  /** In the order they are shown. */
  offers: OfferInput[];
  /** Id of the promotion that a new draft was copied from, for the audit log. */
  copyOf?: number | undefined;
}

/** The input with what was left open filled in. */
export type Wanted = Omit<SavePromotionInput, 'id' | 'version' | 'offers'> & { offers: (OfferInput & { perCustomerLimit: number })[] };

/** @throws AppError 422 when there is anything to refuse */
export function refuseFields(errors: readonly FieldError[], said: Said = say('promotion.not_saved')): void {
  if (errors.length > 0) throw invalid(said, errors);
}
