/** States of a payment (one receipt) and of a refund, and the moves between them: the one table for each. */

export type ReceiptState = keyof typeof NEXT_RECEIPT;

const NEXT_RECEIPT = {
  confirming: ['paid', 'lapsed'],
  paid: [],
  // One that is captured after it lapsed goes back in full, and stays lapsed.
  lapsed: ['lapsed'],
} as const satisfies Record<string, readonly string[]>;

export type RefundState = keyof typeof NEXT_REFUND;

const NEXT_REFUND = {
  due: ['done', 'manual', 'frozen'],
  manual: ['done'],
  frozen: [],
  done: [],
} as const satisfies Record<string, readonly string[]>;

/** What a customer is told of one: a frozen refund is one that people look into, to its customer it is still under way. */
export const TOLD_REFUND_STATES = ['due', 'done', 'manual'] as const satisfies readonly RefundState[];

/** Why money goes back: cancelled, the price fell, the goal was missed, by staff, sent back; `late`: no order could use the payment. */
export const REFUND_KINDS = ['cancel', 'settle', 'goal', 'staff', 'return', 'late'] as const;
export type RefundKind = (typeof REFUND_KINDS)[number];

/** The states from which each may be reached: what a statement that writes it puts into its WHERE. */
export const ledgerStatesBefore = {
  receipt: (to: ReceiptState): ReceiptState[] => before(NEXT_RECEIPT, to),
  refund: (to: RefundState): RefundState[] => before(NEXT_REFUND, to),
};

function before<S extends string>(next: Record<S, readonly string[]>, to: S): S[] {
  return (Object.keys(next) as S[]).filter((from) => next[from].includes(to));
}
