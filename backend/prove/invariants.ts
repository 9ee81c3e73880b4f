import type { DataSource } from 'typeorm';
import type { Order } from '../src/orders/order.entity.js';
import type { OrderLine } from '../src/orders/order-line.entity.js';
import type { Ledger } from '../src/simulator/ledger.js';
import { type Books, differs, readBooks, sum } from './books.js';
import { moneyViolations, outsideViolations, quietViolations } from './money-invariants.js';

export interface InvariantOptions {
  /** What really happened to the money: `simulator.ledger`. Left out, only the shop's own books are checked. */
  ledger?: Pick<Ledger, 'receipt' | 'receiptsOf' | 'cancels' | 'totals'>;
  /** What Slack got. With it, an order is told at most once; after a crash (`slackMayRepeat`) at least once. */
  slack?: readonly { text: string }[];
  slackMayRepeat?: boolean;
  /** Nothing may be under way any more: no payment without an end, no refund owed, no message due. */
  quiet?: boolean;
}

/**
 * Every sentence that must be true of the shop's books at any instant between two transactions, and is not. Empty is good.
 * Reads the tables themselves, no verb: it shares no code with what it checks.
 */
export async function violations(db: DataSource, options: InvariantOptions = {}): Promise<string[]> {
  return violationsOf(await readBooks(db), options);
}

/** The same of books that were read already. */
export function violationsOf(books: Books, options: InvariantOptions = {}): string[] {
  return [
    ...stockViolations(books),
    ...offerViolations(books),
    ...limitViolations(books),
    ...stateViolations(books),
    ...moneyViolations(books),
    ...(options.ledger ? outsideViolations(books, options.ledger) : []),
    ...(options.slack ? slackViolations(books, options.slack, options.slackMayRepeat ?? false) : []),
    ...(options.quiet ? quietViolations(books) : []),
  ];
}

function stockViolations({ orders, lines, stocks }: Books): string[] {
  const held = inStates(orders, ['pending', 'paid', 'preparing']);
  const reserved = units(
    lines.filter((line) => line.state === 'live' && held.has(line.orderId)),
    (line) => line.variantId,
  );
  return stocks.flatMap(({ variantId, onHand, reserved: told }) => [
    ...differs(`variant ${variantId} reserved`, told, reserved.get(variantId) ?? 0),
    ...(0 <= told && told <= onHand ? [] : [`variant ${variantId}: ${told} reserved of ${onHand} on hand`]),
  ]);
}

// What was returned stays counted: it was sold. Cancelled and missed lines are given back.
const counted = (lines: readonly OrderLine[]) => lines.filter((line) => line.state === 'live' || line.state === 'returned');

function offerViolations({ orders, lines, counters }: Books): string[] {
  const paid = new Set(orders.filter((order) => order.paidAt !== null && order.state !== 'pending').map((order) => order.id));
  const held = units(counted(lines), (line) => line.offerId);
  const sold = units(
    counted(lines).filter((line) => paid.has(line.orderId)),
    (line) => line.offerId,
  );
  return counters.flatMap((counter) => [
    ...differs(`offer ${counter.offerId} held`, counter.held, held.get(counter.offerId) ?? 0),
    ...differs(`offer ${counter.offerId} sold`, counter.sold, sold.get(counter.offerId) ?? 0),
    ...(counter.cap === null || counter.held <= counter.cap
      ? []
      : [`offer ${counter.offerId}: ${counter.held} held above its cap ${counter.cap}`]),
  ]);
}

function limitViolations({ orders, lines, limits, offers }: Books): string[] {
  const holders = new Map(orders.map((order) => [order.id, order.limitHolder]));
  const held = units(counted(lines), (line) => `${line.offerId} of ${holders.get(line.orderId) ?? 'nobody'}`);
  const told = new Map(limits.map((limit) => [`${limit.offerId} of ${limit.holder}`, limit.held]));
  const most = new Map(offers.map((offer) => [offer.id, offer.perCustomerLimit]));
  return [
    ...[...new Set([...held.keys(), ...told.keys()])].flatMap((key) => differs(`limit ${key}`, told.get(key) ?? 0, held.get(key) ?? 0)),
    ...limits
      .filter((limit) => limit.held > (most.get(limit.offerId) ?? Infinity))
      .map((limit) => `limit ${limit.offerId} of ${limit.holder}: ${limit.held} held, more than a person may`),
  ];
}

function stateViolations({ orders, lines }: Books): string[] {
  const byOrder = Map.groupBy(lines, (line) => line.orderId);
  const pending = Map.groupBy(inState(orders, 'pending'), (order) => `${order.customerId}/${order.promotionId}`);
  return [
    ...orders.flatMap((order) => orderViolations(order, byOrder.get(order.id) ?? [])),
    ...[...pending].filter(([, group]) => group.length > 1).map(([who]) => `customer/promotion ${who} has two pending orders`),
  ];
}

function orderViolations(order: Order, lines: readonly OrderLine[]): string[] {
  const name = `order ${order.id}`;
  const ended = order.state === 'expired' || order.state === 'cancelled';
  const live = lines.some((line) => line.state === 'live');
  return [
    ...(lines.length > 0 ? [] : [`${name} has no line`]),
    ...differs(
      `${name} total`,
      order.total,
      sum(lines, (line) => line.unitPrice * line.quantity),
    ),
    ...(ended && live ? [`${name} is ${order.state} with a live line`] : []),
    ...(!ended && order.state !== 'returned' && !live ? [`${name} is ${order.state} without a live line`] : []),
    ...(order.state === 'expired' && order.paidAt ? [`${name} expired although it was paid`] : []),
    ...(order.pay === 'confirming' && order.state !== 'pending' ? [`${name} is ${order.state} while its payment is being confirmed`] : []),
    ...(order.state !== 'pending' && !ended && !order.paidAt ? [`${name} is ${order.state} and was never paid`] : []),
  ];
}

function slackViolations({ orders, messages }: Books, slack: readonly { text: string }[], mayRepeat: boolean): string[] {
  const sent = new Set(messages.filter((message) => message.state === 'sent').map((message) => message.k));
  return orders.flatMap((order) => {
    const times = slack.filter(({ text }) => text.startsWith(`결제 완료 ${order.number} `)).length;
    if (times > 1 && !mayRepeat) return [`order ${order.id} was told to Slack ${times} times`];
    if (times > 0 && !order.paidAt) return [`order ${order.id} was told to Slack and never paid`];
    return times === 0 && sent.has(`order/${order.id}/paid/slack`) ? [`order ${order.id} counts as told and Slack knows nothing`] : [];
  });
}

const inState = (orders: readonly Order[], state: Order['state']) => orders.filter((order) => order.state === state);
const inStates = (orders: readonly Order[], states: readonly Order['state'][]) =>
  new Set(orders.filter((order) => states.includes(order.state)).map((order) => order.id));

function units<K>(lines: readonly OrderLine[], key: (line: OrderLine) => K): Map<K, number> {
  return new Map([...Map.groupBy(lines, key)].map(([name, group]) => [name, sum(group, (line) => line.quantity)]));
}
