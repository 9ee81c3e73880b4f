import type { SeedOrderState, SeedOrderTimes, SeedPromotion } from './types.js';

/** Minutes and hours between the steps of an order, all in hours. */
// Within the shortest hold there is, five minutes.
const PAYS = 0.07;
const RUNS_OUT = 0.3;
const PREPARED = 20;
const SHIPPED = 9;
const DELIVERED = 33;
const COMPLETED = 168;

/** When an order may be prepared: at payment for a sale, after settlement for a group buy. */
const releasedAt = (promotion: SeedPromotion, paid: number): number =>
  promotion.kind === 'sale' ? paid : Math.max(paid, promotion.closesInHours);

/**
 * The furthest state that a paid order of this promotion has come to by now, `lag` hours later than the quickest.
 * An open group buy stays paid.
 */
export function stateByNow(promotion: SeedPromotion, placed: number, lag: number): SeedOrderState {
  const times = steps(promotion, placed, lag);
  if (times.completed <= 0) return 'completed';
  if (times.delivered <= 0) return 'delivered';
  if (times.shipped <= 0) return 'shipped';
  return times.preparing <= 0 ? 'preparing' : 'paid';
}

/** The steps that lead to a state, in hours from now. */
export function timesOf(promotion: SeedPromotion, state: SeedOrderState, placed: number, lag = 0): SeedOrderTimes {
  const { paid, preparing, shipped, delivered, completed } = steps(promotion, placed, lag);
  const arrived = { placed, paid, preparing, shipped, delivered };
  switch (state) {
    case 'pending':
      return { placed };
    case 'expired':
      return { placed, expired: round(placed + RUNS_OUT) };
    case 'cancelled':
      return { placed, paid, cancelled: round(endOf(promotion, paid)) };
    case 'paid':
      return { placed, paid };
    case 'preparing':
      return { placed, paid, preparing };
    case 'shipped':
      return { placed, paid, preparing, shipped };
    case 'delivered':
      return arrived;
    case 'completed':
      return { ...arrived, completed };
    case 'return_requested':
      return { ...arrived, returnRequested: round(delivered + 28) };
    case 'returned':
      return { ...arrived, returnRequested: round(delivered + 20), returned: round(delivered + 68) };
  }
}

/** When a cancel happens: with the promotion, a moment after the close that missed the goal, or soon after paying. */
function endOf(promotion: SeedPromotion, paid: number): number {
  if (promotion.cancelled) return promotion.cancelled.inHours;
  return promotion.closesInHours < 0 ? promotion.closesInHours + 0.1 : paid + 0.9;
}

function steps(promotion: SeedPromotion, placed: number, lag: number) {
  const paid = round(placed + PAYS);
  const preparing = round(releasedAt(promotion, paid) + PREPARED + lag);
  const shipped = round(preparing + SHIPPED);
  const delivered = round(shipped + DELIVERED);
  return { paid, preparing, shipped, delivered, completed: round(delivered + COMPLETED) };
}

const round = (hours: number) => Math.round(hours * 100) / 100;
