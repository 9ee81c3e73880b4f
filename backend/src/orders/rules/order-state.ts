/** States of an order and the moves between them: the one table. Source: the shop's own rules, "Orders". */
export type OrderState = keyof typeof NEXT;

const NEXT = {
  pending: ['paid', 'expired', 'cancelled'],
  paid: ['preparing', 'cancelled'],
  preparing: ['shipped', 'cancelled'],
  shipped: ['delivered', 'return_requested'],
  delivered: ['completed', 'return_requested'],
  return_requested: ['returned', 'delivered'],
  completed: [],
  expired: [],
  cancelled: [],
  returned: [],
} as const satisfies Record<string, readonly string[]>;

export const ORDER_STATES = Object.keys(NEXT) as OrderState[];

const PAYMENT_STATES = ['none', 'confirming', 'paid', 'partially_refunded', 'refunded', 'failed'] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** Whether an order may go from one state to another. */
export const canBecome = (from: OrderState, to: OrderState): boolean => (NEXT[from] as readonly string[]).includes(to);

/** Customers cancel until it is shipped. */
export const CANCELLABLE = ['pending', 'paid', 'preparing'] as const satisfies readonly OrderState[];

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
