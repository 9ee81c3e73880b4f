import { type Books, differs, readBooks, sum } from '../../../prove/books.js';
import { violationsOf } from '../../../prove/invariants.js';
import type { Ledger } from '../../simulator/ledger.js';
import { historyViolations } from './history.js';
import type { World } from './world.js';

/**
 * Checks, after a move, the shop's books by themselves, beside the simulator's, and against what they said before.
 * @param before the books as the last check read them
 * @param quiet everything that goes on by itself has come to its end
 * @throws Error naming everything that is not true any more
 */
export async function check(world: World, before: Books | null, quiet = false): Promise<Books> {
  const books = await readBooks(world.ctx.db);
  const found = [
    ...violationsOf(books, { ledger: ledgerOf(world, books, quiet), quiet }).filter((line) => !isExcused(world, line, books)),
    ...personViolations(world, books),
    ...shelfViolations(world, books),
    ...receiptViolations(world, books),
    ...wishViolations(books),
    ...byHandViolations(world, books),
    ...(before ? historyViolations(before, books) : []),
    ...(quiet ? endViolations(world, books) : []),
  ];
  if (found.length > 0) throw new Error(`Not true any more:\n${found.join('\n')}`);
  return books;
}

function isExcused(world: World, violation: string, books: Books): boolean {
  // Two students who turn out to share a phone may together hold more than one may.
  if (world.phoneMoved && violation.endsWith('more than a person may')) return true;
  // People go on with these; a machine cannot.
  const manual = books.refunds.filter((refund) => refund.state === 'manual');
  return manual.some((refund) => violation.startsWith(`refund ${refund.id} is manual`));
}

/** The simulator's ledger of this sequence, without money that the shop has not been told of. */
function ledgerOf({ shop, before, told }: World, { orders, payments }: Books, quiet: boolean): LedgerPart {
  const { ledger } = shop.simulator;
  const known = new Set([...payments.map((payment) => payment.receiptId), ...(quiet ? told : [])]);
  const taken = orders.flatMap((order) => ledger.receiptsOf(order.number)).filter((receipt) => receipt.purchased_at !== null);
  const untold = sum(
    taken.filter((receipt) => !known.has(receipt.receipt_id)),
    (receipt) => receipt.price,
  );
  const now = ledger.totals();
  return {
    receipt: (id) => ledger.receipt(id),
    receiptsOf: (number) => ledger.receiptsOf(number).filter((receipt) => known.has(receipt.receipt_id)),
    cancels: (id) => ledger.cancels(id),
    totals: () => ({ captured: now.captured - before.captured - untold, cancelled: now.cancelled - before.cancelled }),
  };
}
type LedgerPart = Pick<Ledger, 'receipt' | 'receiptsOf' | 'cancels' | 'totals'>;

/** However phones change hands: nobody gets more units of an offer than a person may. */
function personViolations({ students }: World, { orders, lines, offers }: Books): string[] {
  return students.flatMap(({ actor }) =>
    offers.flatMap((offer) => {
      const own = new Set(orders.filter((order) => actor.kind === 'customer' && order.customerId === actor.id).map(({ id }) => id));
      const held = sum(
        lines.filter((line) => own.has(line.orderId) && line.offerId === offer.id && (line.state === 'live' || line.state === 'returned')),
        (line) => line.quantity,
      );
      return held <= offer.perCustomerLimit ? [] : [`a student holds ${held} of offer ${offer.id}, more than ${offer.perCustomerLimit}`];
    }),
  );
}

/**
 * A receipt pays for the order that it names, with the amount that it says. Bootpay may take another amount at the confirm:
 * until that answer is stored the payment is still being confirmed.
 */
function receiptViolations({ shop }: World, { orders, payments }: Books): string[] {
  return payments.flatMap((payment) => {
    const receipt = shop.simulator.ledger.receipt(payment.receiptId);
    const order = orders.find((row) => row.id === payment.orderId);
    const taken = payment.state === 'confirming' && receipt?.purchased_at !== null;
    const fits = payment.state === 'lapsed' || taken || receipt?.price === order?.total;
    const right = receipt?.order_id === order?.number && fits;
    return right
      ? []
      : [`payment ${payment.id} of order ${payment.orderId} is for ${receipt?.order_id ?? 'nothing'}, ${receipt?.price ?? 0} won`];
  });
}

/** Who asked to cancel while the payment was being confirmed has an order that is cancelled as soon as that ends. */
const wishViolations = ({ orders }: Books): string[] =>
  orders
    .filter((order) => order.cancelRequestedAt !== null && order.state !== 'cancelled' && order.pay !== 'confirming')
    .map((order) => `order ${order.id} was to be cancelled and is ${order.state}/${order.pay}`);

/** What Bootpay has given back is not given back by people once more. */
const byHandViolations = ({ shop }: World, { refunds, payments }: Books): string[] =>
  refunds
    .filter((refund) => refund.state === 'manual')
    .filter(({ id, paymentId }) =>
      shop.simulator.ledger.cancels(receiptOf(payments, paymentId)).some(({ cancelId }) => cancelId === `mng-refund-${id}`),
    )
    .map((refund) => `refund ${refund.id} has gone back and is handed to people`);

/** What is on the shelf: what was there, less what was sent, and what came back to stock. */
function shelfViolations({ onHand }: World, { orders, lines, returns, stocks }: Books): string[] {
  const sent = new Set(orders.filter((order) => order.shippedAt !== null).map((order) => order.id));
  const restocked = new Set(returns.filter((request) => request.restocked).map((request) => request.orderId));
  return stocks.flatMap((stock) => {
    const own = lines.filter((line) => line.variantId === stock.variantId && (line.state === 'live' || line.state === 'returned'));
    const units = (ids: Set<number>) =>
      sum(
        own.filter((line) => ids.has(line.orderId)),
        (line) => line.quantity,
      );
    return differs(`variant ${stock.variantId} on hand`, stock.onHand, onHand - units(sent) + units(restocked));
  });
}

function endViolations({ shop }: World, { payments, promotions, orders, refunds }: Books): string[] {
  const { ledger } = shop.simulator;
  return [
    ...promotions.filter((promotion) => promotion.state === 'published').map(({ id }) => `promotion ${id} was never settled`),
    ...payments
      .filter((payment) => payment.captured === 0 && ledger.receipt(payment.receiptId)?.purchased_at !== null)
      .map((payment) => `payment ${payment.id} was captured and nobody noticed`),
    ...orders
      .filter((order) => (order.state === 'paid' || order.state === 'preparing') && order.releasedAt === null)
      .map((order) => `order ${order.id} was never released`),
    ...refunds
      .filter((refund) => refund.state === 'done' && ledger.cancels(receiptOf(payments, refund.paymentId)).length === 0)
      .map((refund) => `refund ${refund.id} is done and Bootpay gave nothing back`),
  ];
}

const receiptOf = (payments: Books['payments'], id: number) => payments.find((payment) => payment.id === id)?.receiptId ?? '';
