import type { EntityManager } from 'typeorm';
import type { Context, Receipt } from '../kernel/context.js';
import { countSold } from '../holds/counters.js';
import { lockingRead, readRows, transact } from '../database/database.js';
import { cancelUnwanted } from '../orders/cancel-order.js';
import { moveOrder } from '../orders/move-order.js';
import { Order } from '../orders/order.entity.js';
import type { OrderLine } from '../orders/order-line.entity.js';
import type { Promotion } from '../promotions/promotion.entity.js';
import { announcePaid, announceLateCapture, type PaidNews } from './announce-paid.js';
import { giveOtherAmountBack } from './give-other-amount-back.js';
import { Payment } from '../ledger/payment.entity.js';
import { storeCapture } from '../ledger/payments.js';
import { owe } from '../ledger/refund-captured.js';
import { kindOf } from '../promotions/rules/promotion-kind.js';
import { told } from '../words/sentence.js';

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
    const lock = lockingRead(tx);
    const [order] = await readRows(tx, Order, `WHERE id = (SELECT order_id FROM payments WHERE receipt_id = ?)${lock}`, [
      receipt.receiptId,
    ]);
    const [payment] = await readRows(tx, Payment, `WHERE receipt_id = ?${lock}`, [receipt.receiptId]);
    if (!order || !payment) throw new Error(`There is no payment with the receipt ${receipt.receiptId}.`);
    if (payment.captured > 0) return payment.state === 'paid' ? 'paid' : 'goes_back';
    const fits = receipt.price === payment.amount;
    if (!fits && receipt.price !== told) return 'unsure';
    const inTime = order.state === 'pending' && order.pay === 'confirming' && payment.state === 'confirming';
    // One that goes back stays lapsed: the order may have been paid by another receipt since, or still will.
    const to = inTime && fits ? 'paid' : 'lapsed';
    await storeCapture(tx, payment.id, { to, captured: receipt.price, method: receipt.method, paidAt: ctx.clock.now() });
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

// What the order's row, which is held, leads to: by one read, after the wait for it.
async function readFacts(tx: EntityManager, orderId: number): Promise<PaidFacts> {
  const rows = await tx.query<FactsRow[]>(
    `SELECT p.kind, p.state, u.name AS university, c.phone, l.offer_id, l.product_name, l.options, l.quantity
      FROM orders o JOIN promotions p ON p.id = o.promotion_id JOIN universities u ON u.id = o.university_id
        JOIN customers c ON c.id = o.customer_id JOIN order_lines l ON l.order_id = o.id
      WHERE o.id = ? ORDER BY l.id`,
    [orderId],
  );
  const [first] = rows;
  if (!first) throw new Error(`Order ${orderId} has no lines.`);
  const lines = rows.map((row) => ({
    offerId: row.offer_id,
    productName: row.product_name,
    options: JSON.parse(row.options) as OrderLine['options'],
    quantity: row.quantity,
  }));
  return { kind: first.kind, promotionState: first.state, university: first.university, phone: first.phone, lines };
}
interface FactsRow {
  kind: Promotion['kind'];
  state: Promotion['state'];
  university: string;
  phone: string;
  offer_id: number;
  product_name: string;
  options: string;
  quantity: number;
}

async function giveLateBack(tx: EntityManager, ctx: Context, order: Order, payment: Payment, amount: number): Promise<void> {
  const reason = told('reason.late');
  await owe(tx, ctx, payment, { k: `payment/${payment.id}/late`, kind: 'late', reason, amount, lineId: null });
  await announceLateCapture(tx, ctx, order, { id: payment.id, amount });
}
