import type { EntityManager } from 'typeorm';
import type { Context, Receipt } from '../kernel/context.js';
import { countSold } from '../holds/counters.js';
import { University } from '../catalog/university.entity.js';
import { Customer } from '../customers/customer.entity.js';
import { transact } from '../database/database.js';
import { read, readRows } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { cancelUnwanted } from '../orders/cancel-order.js';
import { moveOrder } from '../orders/move-order.js';
import { Order } from '../orders/order.entity.js';
import { OrderLine } from '../orders/order-line.entity.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { announcePaid, announceLateCapture, type PaidNews } from './announce-paid.js';
import { giveOtherAmountBack } from './give-other-amount-back.js';
import { Payment } from '../ledger/payment.entity.js';
import { storeCapture } from '../ledger/payments.js';
import { owe } from '../ledger/refund-captured.js';
import { kindOf } from '../promotions/rules/promotion-kind.js';
import { told } from '../words/sentence.js';

const orders = table(Order);
const payments = table(Payment);
const promotions = table(Promotion);
const universities = table(University);
const customers = table(Customer);
const lines = table(OrderLine);

/** `unsure`: the receipt told two things; nothing was written, and it has to be read again later. */
export type Recorded = 'paid' | 'goes_back' | 'unsure';

/**
 * Stores that Bootpay took the money: the order is paid, its units are sold, the messages are written. Once, however often it is called.
 * Where the order ended meanwhile, or another amount was taken than it costs, all of it goes back.
 * @throws OutsideError where another amount was told and the receipt cannot be read again
 */
export async function recordCapture(ctx: Context, receipt: Receipt): Promise<Recorded> {
  const recorded = await record(ctx, receipt, null);
  if (recorded !== 'unsure') return recorded;
  // Money that was never taken cannot be given back: another amount is believed once the receipt says it again.
  const again = await ctx.payments.readReceipt(receipt.receiptId);
  return again.state === 'paid' ? record(ctx, again, receipt.price) : 'unsure';
}

/** @param told the amount in won that a reading before this one told; null for the first */
function record(ctx: Context, receipt: Receipt, told: number | null): Promise<Recorded> {
  return transact(ctx.db, async (tx) => {
    const itsReceipt = sql`${payments.receiptId} = ${receipt.receiptId}`;
    const paidBy = sql`(SELECT ${payments.orderId} FROM ${payments} WHERE ${itsReceipt})`;
    const [order] = await readRows(tx, Order, sql`WHERE ${orders.id} = ${paidBy} ${FOR_UPDATE}`);
    const [payment] = await readRows(tx, Payment, sql`WHERE ${itsReceipt} ${FOR_UPDATE}`);
    if (!order || !payment) throw new Error(`There is no payment with the receipt ${receipt.receiptId}.`);
    if (payment.captured > 0) return payment.state === 'paid' ? 'paid' : 'goes_back';
    const fits = receipt.price === payment.amount;
    if (!fits && receipt.price !== told) return 'unsure';
    const inTime = order.state === 'pending' && order.pay === 'confirming' && payment.state === 'confirming';
    // One that goes back stays lapsed: the order may have been paid by another receipt since, or still will.
    const to = inTime && fits ? 'paid' : 'lapsed';
    await storeCapture(tx, { ...receipt, to, captured: receipt.price, paidAt: ctx.clock.now() });
    if (!inTime) await giveLateBack(tx, ctx, order, payment, receipt.price);
    else if (!fits) await giveOtherAmountBack(tx, ctx, order, payment, receipt.price);
    else await markPaid(tx, ctx, order);
    return inTime && fits ? 'paid' : 'goes_back';
  });
}

async function markPaid(tx: EntityManager, ctx: Context, order: Order): Promise<void> {
  const now = ctx.clock.now();
  const facts = await readFacts(tx, order.id);
  await moveOrder(
    tx,
    order.id,
    'paid',
    { paidAt: now, releasedAt: kindOf(facts).released === 'at_payment' ? now : null },
    { money: 'paid' },
  );
  const unwanted = order.cancelRequestedAt
    ? order.cancelReason
    : facts.promotionState === 'cancelled'
      ? told('reason.promotion_cancelled')
      : null;
  if (unwanted !== null) return cancelUnwanted(tx, ctx, order, unwanted);
  await announcePaid(tx, ctx, order, facts);
  await countSold(tx, facts.lines);
}

interface PaidFacts extends PaidNews {
  kind: Promotion['kind'];
  promotionState: Promotion['state'];
  lines: Pick<OrderLine, 'offerId' | 'productName' | 'options' | 'quantity'>[];
}

const FACTS = {
  kind: promotions.kind,
  promotionState: promotions.state,
  university: universities.name,
  phone: customers.phone,
  line: { offerId: lines.offerId, productName: lines.productName, options: lines.options, quantity: lines.quantity },
};

// What the order's row, which is held, leads to: by one read, after the wait for it.
async function readFacts(tx: EntityManager, orderId: number): Promise<PaidFacts> {
  const rows = await read(
    tx,
    FACTS,
    sql`FROM ${orders}
      JOIN ${promotions} ON ${promotions.id} = ${orders.promotionId}
      JOIN ${universities} ON ${universities.id} = ${orders.universityId}
      JOIN ${customers} ON ${customers.id} = ${orders.customerId}
      JOIN ${lines} ON ${lines.orderId} = ${orders.id}
      WHERE ${orders.id} = ${orderId} ORDER BY ${lines.id}`,
  );
  const [first] = rows;
  if (!first) throw new Error(`Order ${orderId} has no lines.`);
  return { ...first, lines: rows.map(({ line }) => line) };
}

async function giveLateBack(tx: EntityManager, ctx: Context, order: Order, payment: Payment, amount: number): Promise<void> {
  const reason = told('reason.late');
  await owe(tx, ctx, payment, { k: `payment/${payment.id}/late`, kind: 'late', reason, amount, lineId: null });
  await announceLateCapture(tx, ctx, order, { id: payment.id, amount });
}
