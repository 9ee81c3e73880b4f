/** Unpaid orders that one person holds stock by at a time, over all promotions. */
export const UNPAID_PER_PHONE = 3;
/** On one browser, whoever is signed in. */
export const UNPAID_PER_DEVICE = 3;
/** Of accounts that never paid for anything, from one network. A campus stands behind few: who has paid once is not counted. */
export const UNPAID_PER_NETWORK = 10;

/** While more is wanted than there is, stock is held no longer than a payment takes. */
const SHORT_HOLD_MINUTES = 5;

/** What decides whether there is enough for all who want it, after this order. Units. */
interface Demand {
  /** Held and not paid, this order included. */
  unpaid: number;
  /** Neither held nor paid. */
  left: number;
}

/** Whether more is waiting for a payment than would be left for the others. */
const isShort = ({ unpaid, left }: Demand): boolean => unpaid > left;

/** For how many minutes an order holds what it holds. */
export const holdMinutesOf = (configured: number, demands: readonly Demand[]): number =>
  demands.some(isShort) ? Math.min(configured, SHORT_HOLD_MINUTES) : configured;
