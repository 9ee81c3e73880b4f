/** States of an order and the moves between them: the one table. Source: the shop's own rules, "Orders". */
export type OrderState = keyof typeof NEXT;

const NEXT = {
  pending: ['paid', 'expired', 'cancelled'],
  paid: ['preparing', 'cancelled'],
  preparing: ['shipped', 'cancelled'],
  shipped: ['delivered', 'return_requested'],
  delivered: ['completed', 'return_requested'],
  completed: [],
  expired: [],
  cancelled: [],
  return_requested: ['returned', 'delivered'],
  returned: [],
} as const satisfies Record<string, readonly string[]>;

export const ORDER_STATES = Object.keys(NEXT) as OrderState[];

/** What became of the money of an order, apart from its state. */
export type PaymentState = keyof typeof NEXT_PAYMENT;

const NEXT_PAYMENT = {
  none: ['confirming'],
  confirming: ['paid', 'failed'],
  paid: ['partially_refunded', 'refunded'],
  partially_refunded: ['partially_refunded', 'refunded'],
  refunded: [],
  failed: ['confirming'],
} as const satisfies Record<string, readonly string[]>;

export const PAYMENT_STATES = Object.keys(NEXT_PAYMENT) as PaymentState[];

export type LineState = keyof typeof NEXT_LINE;

const NEXT_LINE = {
  live: ['cancelled', 'missed', 'returned'],
  cancelled: [],
  missed: [],
  returned: [],
} as const satisfies Record<string, readonly string[]>;

export const LINE_STATES = Object.keys(NEXT_LINE) as LineState[];

/** Whether an order may go from one state to another. */
export const canBecome = (from: OrderState, to: OrderState): boolean => (NEXT[from] as readonly string[]).includes(to);

/** The states from which each may be reached: what a statement that writes it puts into its WHERE. */
export const statesBefore = {
  order: (to: OrderState): OrderState[] => before(NEXT, to),
  payment: (to: PaymentState): PaymentState[] => before(NEXT_PAYMENT, to),
  line: (to: LineState): LineState[] => before(NEXT_LINE, to),
};

function before<S extends string>(next: Record<S, readonly string[]>, to: S): S[] {
  return (Object.keys(next) as S[]).filter((from) => next[from].includes(to));
}

/** Customers cancel until it is shipped. */
export const CANCELLABLE = ['pending', 'paid', 'preparing'] as const satisfies readonly OrderState[];

/** Nothing of its money is under way: it can be paid, and it can run out of time. */
export const PAYABLE = ['none', 'failed'] as const satisfies readonly PaymentState[];

/** The address can change until the parcel is packed. */
export const ADDRESS_OPEN = ['pending', 'paid'] as const satisfies readonly OrderState[];

/** Something is still to come for the customer: money, a parcel, or the week in which it can go back. */
export const LIVE_STATES = [
  'pending',
  'paid',
  'preparing',
  'shipped',
  'delivered',
  'return_requested',
] as const satisfies readonly OrderState[];
