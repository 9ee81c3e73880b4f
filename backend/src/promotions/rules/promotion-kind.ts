/** In what kinds of promotion differ. Everything else about them is the same. */
interface KindPolicy {
  /** One price, or steps that fall for everybody as more are sold; the difference goes back at settlement. */
  price: 'one' | 'falling';
  /** Whether an offer may have a goal, below which everybody gets everything back. */
  mayHaveGoal: boolean;
  /** When a paid order may be prepared: at once, or when the final price is known. */
  released: 'at_payment' | 'at_settlement';
  /** Whether its buyers wait for its end: they hear of a new closing time, and staff follow its settlement. */
  buyersWait: boolean;
}

/** The kinds, and the one table of what each is: a new kind is a row here. Source: the shop's own rules, "Promotions". */
export const PROMOTION_KINDS = {
  group_buy: { price: 'falling', mayHaveGoal: true, released: 'at_settlement', buyersWait: true },
  sale: { price: 'one', mayHaveGoal: false, released: 'at_payment', buyersWait: false },
} as const satisfies Record<string, KindPolicy>;

export type PromotionKind = keyof typeof PROMOTION_KINDS;

export const PROMOTION_KIND_NAMES = Object.keys(PROMOTION_KINDS) as [PromotionKind, ...PromotionKind[]];

/** @throws Error for a kind that the table does not know */
export function kindOf({ kind }: { kind: PromotionKind }): KindPolicy {
  const policy: KindPolicy | undefined = PROMOTION_KINDS[kind];
  if (!policy) throw new Error(`There is no kind of promotion called ${kind}.`);
  return policy;
}
