import { z } from 'zod';
import { PAYMENT_WINDOWS } from '../kernel/rules/payment-window.js';
import { REFUND_KINDS, TOLD_REFUND_STATES } from '../ledger/rules/ledger-states.js';
import { LINE_STATES, ORDER_STATES, PAYMENT_STATES } from '../orders/rules/order-state.js';
import { RETURN_KINDS } from '../orders/rules/return-window.js';
import { TIMELINE_EVENTS } from '../orders/rules/timeline.js';
import { Address } from './account.js';
import { digits, Instant, line, lines, PersonName, WithPassword, Won } from './common.js';

export const OrderState = z.enum(ORDER_STATES);
export const PaymentState = z.enum(PAYMENT_STATES);

export const Recipient = z.object({
  name: z.string(),
  phone: z.string(),
  postcode: z.string(),
  address1: z.string(),
  address2: z.string(),
  memo: z.string(),
});

export const OrderLine = z.object({
  product: z.object({ slug: z.string(), name: z.string(), imageUrl: z.string().nullable() }),
  options: z.record(z.string(), z.string()),
  quantity: z.int(),
  unitPrice: Won.meta({ description: 'As charged, surcharge included.' }),
  state: z.enum(LINE_STATES),
  refunded: Won,
});

export const Order = z.object({
  number: z.string(),
  state: OrderState,
  paymentState: PaymentState,
  placedAt: Instant,
  expiresAt: Instant.meta({ description: 'Until when an unpaid order holds its stock.' }),
  total: Won,
  refunded: Won.meta({ description: 'Given back so far.' }),
  promotion: z.object({ slug: z.string(), title: z.string() }),
  lines: z.array(OrderLine),
  recipient: Recipient,
  shipment: z.object({ carrier: z.string(), trackingNumber: z.string(), shippedAt: Instant, deliveredAt: Instant.nullable() }).nullable(),
});

export const PaymentRequest = z.object({
  provider: z.enum(PAYMENT_WINDOWS),
  applicationKey: z.string(),
  orderId: z.string(),
  orderName: z.string(),
  price: Won,
  items: z.array(z.object({ id: z.string(), name: z.string(), qty: z.int(), price: Won })),
  redirectUrl: z.string(),
  timeoutMinutes: z.int(),
});

export const OrderDetail = Order.extend({
  payments: z.array(z.object({ method: z.string(), amount: Won, state: PaymentState, paidAt: Instant.nullable() })),
  refunds: z.array(
    z.object({
      kind: z.enum(REFUND_KINDS),
      amount: Won,
      state: z.enum(TOLD_REFUND_STATES),
      byHand: z
        .object({
          account: z
            .object({ bank: z.string(), ending: z.string().meta({ description: 'The last four digits.' }) })
            .nullable()
            .meta({ description: 'Null before it is named, and again once the money has gone.' }),
          transferring: z.boolean().meta({ description: 'Approved: the account can be named no more.' }),
        })
        .nullable()
        .meta({ description: 'For one that the card could not take back and that goes to an account.' }),
      promisedBy: Instant.meta({ description: 'Three business days after it was owed.' }),
      requestedAt: Instant,
      doneAt: Instant.nullable(),
    }),
  ),
  timeline: z.array(
    z.object({
      event: z.enum(TIMELINE_EVENTS),
      at: Instant,
    }),
  ),
});

export const PlaceOrder = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        offerId: z.int().positive(),
        variantId: z.int().positive(),
        quantity: z.int().min(1).max(99),
        unitPrice: Won.meta({ description: 'What the buyer saw, surcharge included; another price is 409 `price_changed`.' }),
      }),
    )
    .min(1)
    .max(20),
  recipient: Address,
});
/** Chosen by the client, once per press of the button. */
export const IdempotencyKey = z
  .string()
  .min(8)
  .max(80)
  .regex(/^[\x21-\x7e]+$/);

export const SubmitPayment = z.strictObject({
  receiptId: z
    .string()
    .regex(/^[0-9a-f]{24}$/i)
    .toLowerCase(),
});
export const CancelOrder = z.strictObject({ reason: line(200) });
export const RequestReturn = z.strictObject({ reason: lines(200), kind: z.enum(RETURN_KINDS) });

/** Where a refund goes that the card could not take back. */
export const RefundAccount = z.strictObject({
  ...WithPassword,
  bank: line(30),
  number: digits(/^\d{8,16}$/, 'account.number'),
  holder: PersonName,
});

export const OrderAnswer = z.object({ order: Order });
export const PlacedOrderAnswer = z.object({ order: Order, payment: PaymentRequest });
export const OrderDetailAnswer = z.object({ order: OrderDetail, payment: PaymentRequest.optional() });
export const HistoryQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export const HistoryAnswer = z.object({ orders: z.array(Order), nextCursor: z.string().nullable() });

export type OrderState = z.infer<typeof OrderState>;
export type PaymentState = z.infer<typeof PaymentState>;
export type Order = z.infer<typeof Order>;
export type OrderLine = z.infer<typeof OrderLine>;
export type OrderDetail = z.infer<typeof OrderDetail>;
export type PaymentRequest = z.infer<typeof PaymentRequest>;
export type PlaceOrderInput = z.input<typeof PlaceOrder>;
export type OrderAnswer = z.infer<typeof OrderAnswer>;
export type PlacedOrderAnswer = z.infer<typeof PlacedOrderAnswer>;
export type OrderDetailAnswer = z.infer<typeof OrderDetailAnswer>;
export type HistoryAnswer = z.infer<typeof HistoryAnswer>;
