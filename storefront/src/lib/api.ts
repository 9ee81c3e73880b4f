/** The customer API, by hand. The only module that calls fetch (early.js begins two of its requests sooner). */
import type {
  AddressInput,
  ChangeMeInput,
  Customer,
  HistoryAnswer,
  Order,
  OrderDetailAnswer,
  PlacedOrderAnswer,
  PlaceOrderInput,
  ProductAnswer,
  PromotionAnswer,
  PromotionsAnswer,
  SignUpInput,
  University,
} from '@mngshop/backend/contract';
import { fromAnswer, noAnswer } from './api-error';
import { syncClock } from './server-clock';

export type Recipient = AddressInput;
export type ReturnKind = 'change_of_mind' | 'defect';
interface WithCustomer {
  customer: Customer;
}
interface WithOrder {
  order: Order;
}

const at = (parts: TemplateStringsArray, ...values: string[]): string =>
  String.raw({ raw: parts }, ...values.map((value) => encodeURIComponent(value)));

export const api = {
  universities: () => call<{ universities: University[] }>('GET', '/universities'),

  me: () => call<{ customer: Customer | null }>('GET', '/me'),
  signUp: (input: SignUpInput) => call<WithCustomer>('POST', '/sign-up', input),
  signIn: (input: { email: string; password: string }) => call<WithCustomer>('POST', '/session', input),
  givePassword: (input: { password: string }) => call<undefined>('PUT', '/session', input),
  signOut: () => call<undefined>('DELETE', '/session'),
  changeMe: (input: ChangeMeInput) => call<WithCustomer>('PATCH', '/me', input),
  changePassword: (input: { currentPassword: string; password: string }) => call<WithCustomer>('PUT', '/me/password', input),
  saveAddress: (input: Recipient) => call<WithCustomer>('PUT', '/me/address', input),
  leave: (input: { password: string }) => call<undefined>('DELETE', '/me', input),
  startPhoneVerification: (input: { phone: string }) => call<undefined>('POST', '/phone-verification', input),
  finishPhoneVerification: (input: { code: string }) => call<WithCustomer>('PUT', '/phone-verification', input),
  startPasswordReset: (input: { email: string; phone: string }) => call<undefined>('POST', '/password-reset', input),
  finishPasswordReset: (input: { code: string; password: string }) => call<undefined>('PUT', '/password-reset', input),

  promotions: () => call<PromotionsAnswer>('GET', '/promotions'),
  promotion: (slug: string) => call<PromotionAnswer>('GET', at`/promotions/${slug}`),
  product: (slug: string) => call<ProductAnswer>('GET', at`/products/${slug}`),

  placeOrder: (input: PlaceOrderInput, key: string) => call<PlacedOrderAnswer>('POST', '/orders', input, { 'idempotency-key': key }),
  history: (cursor: string | null = null, limit = 20) =>
    call<HistoryAnswer>('GET', `/orders/history?limit=${limit}${cursor ? at`&cursor=${cursor}` : ''}`),
  order: (number: string) => call<OrderDetailAnswer>('GET', at`/orders/${number}`),
  submitPayment: (number: string, receiptId: string) => call<WithOrder>('POST', at`/orders/${number}/payment`, { receiptId }),
  cancelOrder: (number: string, reason: string) => call<WithOrder>('POST', at`/orders/${number}/cancellation`, { reason }),
  requestReturn: (number: string, input: { reason: string; kind: ReturnKind }) =>
    call<WithOrder>('POST', at`/orders/${number}/return`, input),
  nameRefundAccount: (number: string, account: { bank: string; number: string; holder: string }) =>
    call<WithOrder>('PUT', at`/orders/${number}/refund-account`, account),
  changeRecipient: (number: string, input: Recipient) => call<WithOrder>('PUT', at`/orders/${number}/recipient`, input),
};

/** @throws ApiError for every answer that isn't 2xx, and when none comes */
async function call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  const response = await send(method, `/api/customer${path}`, body, headers);
  // A 304 leaves the body as it was, with its time of then, but renews this.
  const told = response.headers.get('date');
  if (told !== null) syncClock(told);
  const text = await response.text().catch(() => CUT_OFF);
  const answer = parsed(text);
  if (!response.ok) throw fromAnswer(response.status, answer);
  // A connection that breaks off in the middle of an answer has answered nothing.
  if (answer === undefined && text !== '') throw noAnswer(globalThis.navigator?.onLine ?? true);
  return answer as T;
}

const CUT_OFF = '{';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function send(method: string, address: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  const early = method === 'GET' ? takeEarly(address) : undefined;
  const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  const init: RequestInit = { method, headers: { accept: 'application/json', ...json, ...headers } };
  if (body !== undefined) init.body = JSON.stringify(body);
  try {
    return await (early ?? fetch(address, init));
  } catch {
    throw noAnswer(globalThis.navigator?.onLine ?? true);
  }
}

/** Each early answer serves once: asking again means asking the server again. */
function takeEarly(address: string): Promise<Response> | undefined {
  const early = globalThis.window?.mngEarly;
  const answer = early?.[address];
  if (early && answer) early[address] = undefined;
  return answer;
}
