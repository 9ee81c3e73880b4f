import type { PaymentRequest } from '@mngshop/backend/contract';
import { Bootpay } from '@bootpay/client-js';
import { type Method, opensAs, type Outcome, type PaymentWindow } from './window';

/** Bootpay's own window, with separate approval: it answers `confirm`, and our server confirms. */
export function bootpayWindow(): PaymentWindow {
  return {
    open: (payment, method) => Bootpay.requestPayment(requestFor(payment, method)).then(outcomeOf, refusalOf),
  };
}

function requestFor(payment: PaymentRequest, method: Method): Parameters<typeof Bootpay.requestPayment>[0] {
  return {
    ...keyOf(payment.applicationKey),
    price: payment.price,
    order_name: payment.orderName,
    order_id: payment.orderId,
    ...(method === 'card' ? { method: '카드' } : {}),
    items: payment.items.map((item) => ({ id: item.id, name: item.name, qty: item.qty, price: item.price })),
    redirect_url: payment.redirectUrl,
    extra: { separately_confirmed: true, open_type: opensAs(), timeout: payment.timeoutMinutes },
  };
}

/** The older kind of key is 24 hex digits and has a field of its own. */
const keyOf = (key: string): { application_id: string } | { client_key: string } =>
  /^[0-9a-f]{24}$/i.test(key) ? { application_id: key } : { client_key: key };

function outcomeOf(answer: unknown): Outcome {
  const receiptId = field(answer, 'receipt_id') ?? field(field(answer, 'data'), 'receipt_id');
  // `done` comes from a PG without separate approval: the receipt is checked afterwards all the same.
  if (typeof receiptId === 'string') return { kind: 'confirm', receiptId };
  return { kind: 'error', message: '결제창이 영수증을 주지 않았어요.' };
}

/** Bootpay rejects with `{ event: 'cancel' | 'error', message }`. */
function refusalOf(reason: unknown): Outcome {
  if (field(reason, 'event') === 'cancel') return { kind: 'cancel' };
  const message = field(reason, 'message');
  return { kind: 'error', message: typeof message === 'string' && message ? message : '결제창에서 결제를 마치지 못했어요.' };
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
