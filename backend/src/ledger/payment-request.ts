import type * as contract from '../contract/orders.js';
import type { Told } from '../contract/told.js';
import type { Context } from '../kernel/context.js';
import { keysOf } from '../kernel/keys.js';
import { keyedHash, sameText } from '../kernel/random.js';
import { told } from '../words/sentence.js';

/** The window is closed three minutes before the stock is given back, so that a payment begun in time arrives in time. */
const MARGIN_MINUTES = 3;

/** What the payment window is opened with. Σ item price × qty equals the price, as Bootpay demands. */
export function paymentRequest(
  ctx: Context,
  order: { number: string; total: number; expiresAt: Date },
  lines: readonly { variantId: number; productName: string; options: Record<string, string>; quantity: number; unitPrice: number }[],
) {
  const minutesLeft = (order.expiresAt.getTime() - ctx.clock.now().getTime()) / 60_000;
  const [first] = lines;
  const name = first?.productName ?? '';
  return {
    provider: ctx.payments.window,
    applicationKey: ctx.payments.applicationKey,
    orderId: order.number,
    orderName: lines.length > 1 ? told('payment.order_name', { name, more: lines.length - 1 }) : name,
    price: order.total,
    items: lines.map((line) => ({
      id: String(line.variantId),
      name: [line.productName, ...Object.values(line.options)].join(' / '),
      qty: line.quantity,
      price: line.unitPrice,
    })),
    redirectUrl: `${ctx.settings.publicOrigin}/api/payments/bootpay/return?order=${order.number}&token=${returnToken(ctx.settings.secrets.customerToken, order.number)}`,
    timeoutMinutes: Math.max(1, Math.floor(minutesLeft - MARGIN_MINUTES)),
  } satisfies Told<contract.PaymentRequest>;
}

/** Whether this way back was made by us for this order. It leads to a page, and opens nothing by itself. */
export const isReturnToken = (ctx: Context, number: string, token: string): boolean =>
  keysOf(ctx.settings, 'customerToken').some((key) => sameText(returnToken(key, number), token));

// Derived, not stored: a repeated placement must give the same bytes, and a token that only redirects needs no row.
const returnToken = (key: string, number: string) => keyedHash(key, 'payment-return', number).slice(0, 32);
