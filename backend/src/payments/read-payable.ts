import { University } from '../catalog/university.entity.js';
import { Customer } from '../customers/customer.entity.js';
import { number, read, type RowOf } from '../database/read.js';
import { sql } from '../database/sql.js';
import { optional, table } from '../database/tables.js';
import type { Context } from '../kernel/context.js';
import { notFound } from '../kernel/errors.js';
import { Payment } from '../ledger/payment.entity.js';
import { Order } from '../orders/order.entity.js';
import { OrderLine } from '../orders/order-line.entity.js';
import { Promotion } from '../promotions/promotion.entity.js';

const orders = table(Order);
const lines = table(OrderLine);
const promotions = table(Promotion);
const universities = table(University);
const customers = table(Customer);
const others = table(Payment, 'others');
const known = optional(Payment, 'known');

const PAYABLE = {
  order: {
    id: orders.id,
    number: orders.number,
    customerId: orders.customerId,
    promotionId: orders.promotionId,
    state: orders.state,
    pay: orders.pay,
    total: orders.total,
    refunded: orders.refunded,
    placedAt: orders.placedAt,
    expiresAt: orders.expiresAt,
    recipientName: orders.recipientName,
    recipientPhone: orders.recipientPhone,
    recipientPostcode: orders.recipientPostcode,
    recipientAddress1: orders.recipientAddress1,
    recipientAddress2: orders.recipientAddress2,
    recipientMemo: orders.recipientMemo,
  },
  promotion: { slug: promotions.slug, title: promotions.title, kind: promotions.kind },
  university: universities.name,
  phone: customers.phone,
  line: {
    offerId: lines.offerId,
    productSlug: lines.productSlug,
    productName: lines.productName,
    imageName: lines.imageName,
    options: lines.options,
    quantity: lines.quantity,
    unitPrice: lines.unitPrice,
    state: lines.state,
    refunded: lines.refunded,
  },
  tries: number(sql`(SELECT COUNT(*) FROM ${others} WHERE ${others.orderId} = ${orders.id})`),
  known: { orderId: known.orderId, state: known.state, captured: known.captured },
};

/** An order that shall be paid with a receipt, and all that its answer and its news say besides. */
export interface Payable extends Omit<RowOf<typeof PAYABLE>, 'line' | 'known'> {
  lines: RowOf<typeof PAYABLE>['line'][];
  /** The payment that the receipt is already, of whatever order. */
  known: Pick<Payment, 'orderId' | 'state' | 'captured'> | null;
}

/** By one read; a customer finds their own alone. @throws AppError 404 */
export async function readPayable(ctx: Context, input: { number: string; receiptId: string }): Promise<Payable> {
  if (ctx.actor.kind !== 'customer' && ctx.actor.kind !== 'system') throw notFound();
  const own = ctx.actor.kind === 'customer' ? sql` AND ${orders.customerId} = ${ctx.actor.id}` : sql``;
  const rows = await read(
    ctx.db,
    PAYABLE,
    sql`FROM ${orders}
      JOIN ${promotions} ON ${promotions.id} = ${orders.promotionId}
      JOIN ${universities} ON ${universities.id} = ${orders.universityId}
      JOIN ${customers} ON ${customers.id} = ${orders.customerId}
      JOIN ${lines} ON ${lines.orderId} = ${orders.id}
      LEFT JOIN ${known} ON ${known.receiptId} = ${input.receiptId}
      WHERE ${orders.number} = ${input.number}${own} ORDER BY ${lines.id}`,
  );
  const [first] = rows;
  if (!first) throw notFound();
  const { orderId, state, captured } = first.known;
  const payment = orderId === null || state === null || captured === null ? null : { orderId, state, captured };
  return { ...first, lines: rows.map(({ line }) => line), known: payment };
}
