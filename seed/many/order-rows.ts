import type { OrderState, PaymentState } from '../../backend/src/orders/rules/order-state.js';
import { orderNumber } from '../../backend/src/orders/rules/order-number.js';
import { refundDeadline } from '../../backend/src/ledger/rules/refund-deadline.js';
import { chargedPrice } from '../../backend/src/promotions/rules/price-tiers.js';
import type { PastReceipt } from '../../backend/src/simulator/past-receipts.js';
import { parcel } from '../data/parcel.js';
import type { Row } from './insert-rows.js';
import type { Moments, PlannedLine, PlannedOrder } from './plan-orders.js';
import type { Random } from './random.js';

/** The next free id of each table. */
export interface Ids {
  order: number;
  line: number;
  payment: number;
  refund: number;
}

/** One order's rows in every table, and its receipt at the payment provider. */
export interface OrderRows {
  order: Row;
  lines: Row[];
  payments: Row[];
  refunds: Row[];
  shipments: Row[];
  receipt: PastReceipt | null;
}

const METHODS = ['card', 'card', 'kakaopay', 'naverpay'];
const MINUTE_MS = 60_000;
const HOLD_MS = 15 * MINUTE_MS;

/** @param finalPrice won of an offer that is settled, without surcharge; null while it is open */
export function orderRows(
  plan: PlannedOrder,
  ids: Ids,
  how: { random: Random; finalPrice: (offerId: number) => number | null },
): OrderRows {
  const orderId = ids.order++;
  const { random, finalPrice } = how;
  const lines = plan.lines.map((line) => lineOf(line, ids.line++, plan.moments, finalPrice(line.offer.id)));
  const total = sum(lines.map(({ unitPrice, quantity }) => unitPrice * quantity));
  const refunded = sum(lines.map(({ refunded }) => refunded));
  const number = orderNumber(new Date(plan.moments.placed), random.bytes(10));
  const order = orderRow(plan, { id: orderId, number, total, refunded });
  const lineRows = lines.map((line) => lineRow(line, orderId, plan.moments));
  const { shipped, paid } = plan.moments;
  const shipments = shipped === undefined ? [] : [shipmentRow(orderId, plan.moments, shipped)];
  if (paid === undefined) return { order, lines: lineRows, payments: [], refunds: [], shipments, receipt: null };
  const payment = { id: ids.payment++, receiptId: Buffer.from(random.bytes(12)).toString('hex'), method: random.pick(METHODS), paid };
  const refunds = refundRows(plan, lines, { orderId, paymentId: payment.id, ids });
  const payments = [paymentRow(payment, { orderId, total, refunded })];
  return { order, lines: lineRows, payments, refunds, shipments, receipt: receiptOf(number, total, payment, refunds) };
}

interface PricedLine extends PlannedLine {
  id: number;
  tierPrice: number;
  unitPrice: number;
  /** Won that went back: all of a cancelled one, the difference of a settled one. */
  refunded: number;
}

function lineOf(line: PlannedLine, id: number, { cancelled, paid }: Moments, finalPrice: number | null): PricedLine {
  const tierPrice = chargedPrice(line.offer.tiers);
  const unitPrice = tierPrice + line.variant.surcharge;
  const difference = paid === undefined || finalPrice === null ? 0 : tierPrice - finalPrice;
  return { ...line, id, tierPrice, unitPrice, refunded: (cancelled === undefined ? difference : unitPrice) * line.quantity };
}

function orderRow({ stall, buyer, moments }: PlannedOrder, money: { id: number; number: string; total: number; refunded: number }): Row {
  return {
    ...money,
    customer_id: buyer.id,
    university_id: buyer.universityId,
    promotion_id: stall.promotionId,
    state: stateOf(moments),
    pay: payOf(moments, money),
    placed_at: new Date(moments.placed),
    expires_at: new Date(moments.placed + HOLD_MS),
    expired_at: at(moments.expired),
    paid_at: at(moments.paid),
    released_at: at(moments.released),
    preparing_at: at(moments.preparing),
    shipped_at: at(moments.shipped),
    delivered_at: at(moments.delivered),
    completed_at: at(moments.completed),
    cancelled_at: at(moments.cancelled),
    cancel_reason: moments.cancelled === undefined ? '' : '마음이 바뀌었어요.',
    recipient_name: buyer.name,
    recipient_phone: buyer.phone,
    recipient_postcode: '00000',
    recipient_address1: buyer.address1,
    limit_holder: buyer.holder,
    idem_key: `bulk-${money.id}`,
    idem_hash: '0'.repeat(64),
  };
}

const at = (moment: number | undefined): Date | null => (moment === undefined ? null : new Date(moment));

function stateOf({ paid, expired, cancelled, preparing, shipped, delivered, completed }: Moments): OrderState {
  const reached: [OrderState, number | undefined][] = [
    ['expired', expired],
    ['cancelled', cancelled],
    ['completed', completed],
    ['delivered', delivered],
    ['shipped', shipped],
    ['preparing', preparing],
    ['paid', paid],
  ];
  return reached.find(([, moment]) => moment !== undefined)?.[0] ?? 'pending';
}

function payOf({ paid }: Moments, { total, refunded }: { total: number; refunded: number }): PaymentState {
  if (paid === undefined) return 'none';
  if (refunded === 0) return 'paid';
  return refunded === total ? 'refunded' : 'partially_refunded';
}

const lineRow = ({ id, offer, variant, quantity, tierPrice, unitPrice, refunded }: PricedLine, orderId: number, moments: Moments): Row => ({
  id,
  order_id: orderId,
  offer_id: offer.id,
  product_id: offer.product.id,
  variant_id: variant.id,
  product_slug: offer.product.slug,
  product_name: offer.product.name,
  image_name: offer.product.imageName,
  options: JSON.stringify(variant.options),
  quantity,
  tier_price: tierPrice,
  surcharge: variant.surcharge,
  unit_price: unitPrice,
  state: moments.cancelled === undefined && moments.expired === undefined ? 'live' : 'cancelled',
  refunded,
});

function shipmentRow(orderId: number, { delivered }: Moments, shipped: number): Row {
  const { carrier, trackingNumber } = parcel(orderId, 80_000_000_000 + orderId);
  return { order_id: orderId, carrier, tracking_number: trackingNumber, shipped_at: new Date(shipped), delivered_at: at(delivered) };
}

interface PaymentFacts {
  id: number;
  receiptId: string;
  method: string;
  paid: number;
}

const paymentRow = (
  { id, receiptId, method, paid }: PaymentFacts,
  { orderId, total, refunded }: { orderId: number; total: number; refunded: number },
): Row => ({
  id,
  order_id: orderId,
  receipt_id: receiptId,
  state: 'paid',
  method,
  amount: total,
  captured: total,
  committed: refunded,
  submitted_at: new Date(paid),
  paid_at: new Date(paid),
});

type RefundRow = ReturnType<typeof refundRow>;

function refundRows(
  { moments: { cancelled }, stall }: PlannedOrder,
  lines: PricedLine[],
  where: { orderId: number; paymentId: number; ids: Ids },
): RefundRow[] {
  if (cancelled !== undefined) {
    const amount = sum(lines.map(({ refunded }) => refunded));
    const cause = { k: `order/${where.orderId}/cancel`, line_id: null, kind: 'cancel', reason: '마음이 바뀌었어요.' };
    return [refundRow(where, { ...cause, amount, before: 0, since: cancelled })];
  }
  let before = 0;
  return lines
    .filter(({ refunded }) => refunded > 0)
    .map(({ id, refunded: amount }) => {
      const cause = { k: `line/${id}/settle`, line_id: id, kind: 'settle', reason: '공동구매 차액' };
      const row = refundRow(where, { ...cause, amount, before, since: stall.settledAt as number });
      before += amount;
      return row;
    });
}

function refundRow(
  { orderId, paymentId, ids }: { orderId: number; paymentId: number; ids: Ids },
  {
    before,
    since,
    ...cause
  }: { k: string; line_id: number | null; kind: string; reason: string; amount: number; before: number; since: number },
) {
  const requested = new Date(since);
  return {
    id: ids.refund++,
    ...cause,
    payment_id: paymentId,
    order_id: orderId,
    state: 'done',
    due_at: requested,
    promised_by: refundDeadline(requested),
    attempts: 1,
    cancelled_before: before,
    requested_at: requested,
    done_at: new Date(since + MINUTE_MS),
  };
}

const receiptOf = (orderId: string, price: number, { receiptId, method, paid }: PaymentFacts, refunds: RefundRow[]): PastReceipt => ({
  receiptId,
  orderId,
  price,
  method,
  paidAt: paid,
  cancels: refunds.map(({ id, amount, reason, done_at }) => ({ cancelId: `mng-refund-${id}`, amount, reason, at: done_at.getTime() })),
});

const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0);
