/** The customer API, by hand. The only module that calls fetch (early.js begins two of its requests sooner). */
import type {
  AddressInput,
  ChangeMeInput,
  Customer,
  DevicesAnswer,
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
import { type ApiError, fromAnswer, noAnswer, tooLate } from './api-error';
import { comeAgain } from './come-again';
import { toast } from '../browser/toast';
import { syncClock } from '../browser/server-clock';

export type Recipient = AddressInput;
export type ReturnKind = 'change_of_mind' | 'defect';
interface WithCustomer {
  customer: Customer;
}
interface WithOrder {
  order: Order;
}

/**
 * How long each kind of call may take until its body is read, in ms; after that there is a way on (`tooLate`). Paying is given the
 * 10 s that the server gives Bootpay to approve, and the 5 s to read the receipt when it stays silent (backend payments/bootpay/bootpay.ts).
 */
const DEADLINES = { read: 8_000, write: 15_000, pay: 20_000 } as const;
type Kind = keyof typeof DEADLINES;

/** Told of every refusal, before whoever asked is: session.ts listens for the end of the session. */
let listener: ((error: ApiError) => void) | undefined;
export const onRefusal = (listen: (error: ApiError) => void): void => void (listener = listen);

const at = (parts: TemplateStringsArray, ...values: string[]): string =>
  String.raw({ raw: parts }, ...values.map((value) => encodeURIComponent(value)));

export const api = {
  universities: () => call<{ universities: University[] }>('GET', '/universities'),

  me: () => call<{ customer: Customer | null }>('GET', '/me'),
  signUp: (input: SignUpInput) => call<WithCustomer>('POST', '/sign-up', input),
  signIn: (input: { email: string; password: string }) => call<WithCustomer>('POST', '/session', input),
  givePassword: (input: { password: string }) => call<undefined>('PUT', '/session', input),
  devices: () => call<DevicesAnswer>('GET', '/sessions'),
  endDevice: (id: string) => call<undefined>('DELETE', at`/sessions/${id}`),
  endOtherDevices: () => call<undefined>('DELETE', '/sessions'),
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
  submitPayment: (number: string, receiptId: string) => call<WithOrder>('POST', at`/orders/${number}/payment`, { receiptId }, {}, 'pay'),
  cancelOrder: (number: string, reason: string) => call<WithOrder>('POST', at`/orders/${number}/cancellation`, { reason }),
  requestReturn: (number: string, input: { reason: string; kind: ReturnKind }) =>
    call<WithOrder>('POST', at`/orders/${number}/return`, input),
  nameRefundAccount: (number: string, account: { bank: string; number: string; holder: string }) =>
    call<WithOrder>('PUT', at`/orders/${number}/refund-account`, account),
  changeRecipient: (number: string, input: Recipient) => call<WithOrder>('PUT', at`/orders/${number}/recipient`, input),
};

/** @throws ApiError for every answer that isn't 2xx, and when none comes in time */
async function call<T>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  kind: Kind = method === 'GET' ? 'read' : 'write',
): Promise<T> {
  const { response, text } = await send(method, `/api/customer${path}`, body, headers, kind).catch((error: unknown) => {
    throw isTimeout(error) ? tooLate(kind === 'read') : noAnswer(globalThis.navigator?.onLine ?? true);
  });
  // A 304 leaves the body as it was, with its time of then, but renews this.
  const told = response.headers.get('date');
  if (told !== null) syncClock(told);
  const answer = parsed(text);
  if (!response.ok) {
    const work = headers['work'] === undefined ? await workFor(response.status, answer) : undefined;
    if (work !== undefined) return call<T>(method, path, body, { ...headers, work }, kind);
    const refusal = fromAnswer(response.status, answer);
    listener?.(refusal);
    throw refusal;
  }
  // A connection that breaks off in the middle of an answer has answered nothing.
  if (answer === undefined && text !== '') throw noAnswer(globalThis.navigator?.onLine ?? true);
  return answer as T;
}

/** Where much was tried, the server wants to see an effort: made quietly, once, and the call is made again with it. */
async function workFor(status: number, answer: unknown): Promise<string | undefined> {
  if (status !== 429 || typeof answer !== 'object' || answer === null || !('work' in answer)) return undefined;
  toast('안전하게 확인하고 있어요. 잠깐이면 돼요.');
  const { doWork } = await import('./work');
  return doWork(answer.work as Parameters<typeof doWork>[0]).catch(() => undefined);
}

const isTimeout = (error: unknown): boolean => error instanceof DOMException && error.name === 'TimeoutError';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function send(method: string, address: string, body: unknown, headers: Record<string, string>, kind: Kind) {
  const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  const init: RequestInit = { method, headers: { accept: 'application/json', ...json, ...headers } };
  if (body !== undefined) init.body = JSON.stringify(body);
  const ask = () => fetch(address, { ...init, signal: AbortSignal.timeout(DEADLINES[kind]) });
  // Each try has a deadline of its own, an early request too. What was to be written is never sent again by itself.
  const response = await (kind === 'read' ? comeAgain(() => takeEarly(address) ?? ask()) : ask());
  return { response, text: await response.text() };
}

/** Each early answer serves once: asking again means asking the server again. */
function takeEarly(address: string): Promise<Response> | undefined {
  const early = globalThis.window?.mngEarly;
  const answer = early?.[address];
  if (early && answer) early[address] = undefined;
  return answer;
}
