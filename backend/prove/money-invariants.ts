import type { Order } from '../src/orders/order.entity.js';
import type { OrderLine } from '../src/orders/order-line.entity.js';
import type { Payment } from '../src/ledger/payment.entity.js';
import type { Refund } from '../src/ledger/refund.entity.js';
import type { Ledger } from '../src/simulator/ledger.js';
import { type Books, differs, sum } from './books.js';

/** captured = refunded + owed + kept, payment by payment; and what is kept is what the order says it costs. Won. */
export function moneyViolations(books: Books): string[] {
  const refundsOf = Map.groupBy(books.refunds, (refund) => refund.paymentId);
  return [
    ...books.payments.flatMap((payment) => paymentViolations(payment, refundsOf.get(payment.id) ?? [])),
    ...books.orders.flatMap((order) => orderMoneyViolations(order, books)),
  ];
}

function paymentViolations(payment: Payment, refunds: readonly Refund[]): string[] {
  const name = `payment ${payment.id}`;
  const { captured, committed, state } = payment;
  return [
    ...differs(`${name} committed`, committed, won(refunds)),
    ...(committed <= captured ? [] : [`${name}: ${committed} to be given back of ${captured} captured`]),
    ...(state === 'confirming' && captured > 0 ? [`${name} is confirming and captured`] : []),
    ...(state === 'paid' && captured !== payment.amount ? [`${name} is paid with ${captured} of ${payment.amount} captured`] : []),
    ...(state === 'lapsed' && captured !== committed ? [`${name} lapsed and keeps ${captured - committed} won`] : []),
  ];
}

function orderMoneyViolations(order: Order, books: Books): string[] {
  const name = `order ${order.id}`;
  const payments = books.payments.filter((payment) => payment.orderId === order.id);
  const paid = payments.filter((payment) => payment.state === 'paid');
  const own = books.refunds.filter((refund) => refund.orderId === order.id && refund.kind !== 'late');
  const lines = books.lines.filter((line) => line.orderId === order.id);
  const done = won(own.filter((refund) => refund.state === 'done'));
  if (paid.length === 0) return [...differs(`${name} refunded`, order.refunded, 0), ...unpaidViolations(name, order)];
  const kept = sum(paid, (payment) => payment.captured - payment.committed);
  return [
    ...(paid.length === 1 ? [] : [`${name} was paid ${paid.length} times`]),
    ...differs(
      `${name} captured`,
      sum(paid, (payment) => payment.captured),
      order.total,
    ),
    ...differs(`${name} refunded`, order.refunded, done),
    ...differs(
      `${name} refunded over its lines`,
      sum(lines, (line) => line.refunded),
      done,
    ),
    ...differs(`${name} keeps`, kept, keeps(order, lines, books)),
    ...(order.paidAt ? [] : [`${name} has a paid payment and no time of it`]),
    ...payStateViolations(name, order),
  ];
}

function unpaidViolations(name: string, order: Order): string[] {
  const states = order.state === 'pending' ? ['none', 'failed', 'confirming'] : ['none', 'failed'];
  const fine = order.paidAt === null && states.includes(order.pay);
  return fine ? [] : [`${name} is ${order.state}/${order.pay} without a paid payment`];
}

function payStateViolations(name: string, order: Order): string[] {
  const right = order.refunded === 0 ? 'paid' : order.refunded === order.total ? 'refunded' : 'partially_refunded';
  return order.pay === right ? [] : [`${name} says ${order.pay} with ${order.refunded} of ${order.total} refunded`];
}

/** Won that the shop may keep: live lines at the final price once it is settled, postage of a return, nothing of the rest. */
function keeps(order: Order, lines: readonly OrderLine[], books: Books): number {
  const returned = books.returns.findLast((request) => request.orderId === order.id && request.decision === 'accepted');
  if (order.state === 'returned')
    return Math.min(
      returned?.postage ?? 0,
      sum(lines, (line) => priceOf(line, order, books) * line.quantity),
    );
  return sum(
    lines.filter((line) => line.state === 'live'),
    (line) => priceOf(line, order, books) * line.quantity,
  );
}

// A sale's price is what was charged; only a group buy settles.
function priceOf(line: OrderLine, order: Order, { offers, promotions }: Books): number {
  const final = offers.find((row) => row.id === line.offerId)?.finalPrice;
  const settles = promotions.find((row) => row.id === order.promotionId)?.kind === 'group_buy';
  return settles && order.releasedAt !== null && final != null ? final + line.surcharge : line.unitPrice;
}

/** The shop's books beside the simulator's: nothing is charged or given back that the other does not know, and nothing twice. */
export function outsideViolations(books: Books, ledger: Pick<Ledger, 'receipt' | 'receiptsOf' | 'cancels' | 'totals'>): string[] {
  const refundsOf = Map.groupBy(books.refunds, (refund) => refund.paymentId);
  const told = { captured: sum(books.payments, (p) => p.captured), cancelled: won(books.refunds.filter((r) => r.state === 'done')) };
  const totals = ledger.totals();
  const unsure = books.refunds.some((refund) => refund.state !== 'done');
  return [
    ...books.orders.flatMap((order) => receiptViolations(order, books, ledger)),
    ...books.payments.flatMap((payment) => cancelViolations(payment, refundsOf.get(payment.id) ?? [], ledger)),
    // A capture that the shop has not heard of yet is a payment still confirming or watched.
    ...(books.payments.some((payment) => payment.captured === 0)
      ? []
      : differs('won captured in all, books less Bootpay', told.captured - totals.captured, 0)),
    ...(unsure ? [] : differs('won given back in all, books less Bootpay', told.cancelled - totals.cancelled, 0)),
  ];
}

function receiptViolations(order: Order, { payments }: Books, ledger: Pick<Ledger, 'receiptsOf'>): string[] {
  return ledger.receiptsOf(order.number).flatMap((receipt) => {
    if (receipt.purchased_at === null) return [];
    const payment = payments.find((row) => row.receiptId === receipt.receipt_id);
    if (!payment) return [`receipt ${receipt.receipt_id} of order ${order.id} was captured and the shop has no row of it`];
    if (payment.captured === 0 && payment.state === 'lapsed' && payment.nextCheckAt === null)
      return [`payment ${payment.id} was captured and nobody will look at it`];
    return payment.captured === 0 ? [] : differs(`payment ${payment.id} captured`, payment.captured, receipt.price);
  });
}

function cancelViolations(payment: Payment, refunds: readonly Refund[], ledger: Pick<Ledger, 'receipt' | 'cancels'>): string[] {
  const name = `payment ${payment.id}`;
  const receipt = ledger.receipt(payment.receiptId);
  if (!receipt) return [`${name} has a receipt that Bootpay does not know`];
  const cancels = ledger.cancels(payment.receiptId);
  const byId = Map.groupBy(cancels, (cancel) => cancel.cancelId);
  const known = new Map(refunds.map((refund) => [`mng-refund-${refund.id}`, refund]));
  return [
    ...(payment.captured > 0 && receipt.purchased_at === null ? [`${name} is captured in the books alone`] : []),
    ...[...byId].filter(([, same]) => same.length > 1).map(([id, same]) => `${name}: ${id} was given back ${same.length} times`),
    ...cancels.flatMap((cancel) => {
      const refund = known.get(cancel.cancelId ?? '');
      if (!refund) return [`${name}: ${cancel.amount} won were given back for no refund of ours`];
      return differs(`refund ${refund.id}`, refund.amount, cancel.amount);
    }),
    ...refunds
      .filter((refund) => refund.state === 'done' && !byId.has(`mng-refund-${refund.id}`))
      .map((refund) => `refund ${refund.id} is done in the books alone`),
  ];
}

/** What must not be left over once everything that goes on by itself has come to its end. */
export function quietViolations({ orders, payments, refunds, messages, probes }: Books): string[] {
  const captured = new Set(payments.filter((payment) => payment.captured > 0).map((payment) => payment.receiptId));
  return [
    ...orders.filter((order) => order.state === 'pending').map((order) => `order ${order.id} is neither paid nor released (${order.pay})`),
    ...payments.filter((payment) => payment.state === 'confirming').map((payment) => `payment ${payment.id} has no end`),
    ...refunds.filter((refund) => refund.state !== 'done').map((refund) => `refund ${refund.id} is ${refund.state}: ${refund.lastError}`),
    ...messages.filter((message) => message.state !== 'sent' && message.state !== 'dropped').map((m) => `message ${m.k} is ${m.state}`),
    // Reading a captured receipt once more can teach nothing.
    ...probes
      .filter((probe) => probe.dirtyAt !== null && !captured.has(probe.receiptId))
      .map((probe) => `receipt ${probe.receiptId} was never read again`),
  ];
}

const won = (refunds: readonly Refund[]) => sum(refunds, (refund) => refund.amount);
