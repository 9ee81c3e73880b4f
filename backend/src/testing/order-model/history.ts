import type { Books } from '../../../prove/books.js';
import { canBecome, ORDER_STATES, type OrderState } from '../../orders/rules/order-state.js';

/** What cannot be unsaid: states that only go on, money that only goes back further, moments that stay. */
export function historyViolations(before: Books, after: Books): string[] {
  return [
    ...pairs(before.orders, after.orders).flatMap(([was, is]) => [
      ...(REACHABLE[was.state].has(is.state) ? [] : [`order ${is.id} went from ${was.state} to ${is.state}`]),
      ...(is.total === was.total ? [] : [`order ${is.id} changed its total`]),
      ...(is.refunded >= was.refunded ? [] : [`order ${is.id} took back a refund`]),
      ...MOMENTS.filter((moment) => was[moment] !== null && is[moment] === null).map((moment) => `order ${is.id} forgot its ${moment}`),
    ]),
    ...pairs(before.lines, after.lines).flatMap(([was, is]) =>
      was.state === 'live' || was.state === is.state ? [] : [`line ${is.id} went from ${was.state} to ${is.state}`],
    ),
    ...pairs(before.payments, after.payments).flatMap(([was, is]) => [
      ...(was.state === 'confirming' || was.state === is.state ? [] : [`payment ${is.id} went from ${was.state} to ${is.state}`]),
      ...(was.captured === 0 || was.captured === is.captured ? [] : [`payment ${is.id} changed what was captured`]),
    ]),
    ...pairs(before.refunds, after.refunds).flatMap(([was, is]) => [
      ...(was.state !== 'done' || is.state === 'done' ? [] : [`refund ${is.id} went from done to ${is.state}`]),
      ...(was.amount === is.amount ? [] : [`refund ${is.id} changed its amount`]),
    ]),
    ...pairs(before.offers, after.offers).flatMap(([was, is]) =>
      was.outcome === null || (was.finalPrice === is.finalPrice && was.outcome === is.outcome) ? [] : [`offer ${is.id} was frozen twice`],
    ),
    ...pairs(before.promotions, after.promotions).flatMap(([was, is]) =>
      was.state === 'published' || was.state === is.state ? [] : [`promotion ${is.id} went from ${was.state} to ${is.state}`],
    ),
    ...gone(before, after),
  ];
}

const MOMENTS = ['paidAt', 'expiredAt', 'releasedAt', 'preparingAt', 'shippedAt', 'deliveredAt', 'cancelledAt', 'returnedAt'] as const;

function pairs<T extends { id: number }>(before: readonly T[], after: readonly T[]): [T, T][] {
  const now = new Map(after.map((row) => [row.id, row]));
  return before.flatMap((was) => {
    const is = now.get(was.id);
    return is ? [[was, is] satisfies [T, T]] : [];
  });
}

const gone = (before: Books, after: Books): string[] =>
  (['orders', 'lines', 'payments', 'refunds'] as const).flatMap((table) =>
    before[table].length <= after[table].length ? [] : [`rows of ${table} are gone`],
  );

/** Every state that can be come to from a state, by any number of moves. */
const REACHABLE = Object.fromEntries(ORDER_STATES.map((state) => [state, reachableFrom(state)])) as Record<OrderState, Set<OrderState>>;

function reachableFrom(state: OrderState): Set<OrderState> {
  const reached = new Set<OrderState>([state]);
  for (const from of reached) for (const to of ORDER_STATES) if (canBecome(from, to)) reached.add(to);
  return reached;
}
