import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import * as contract from '../../contract/index.js';

/** The customer API as OpenAPI 3.1, made from the contract. `npm run openapi` writes it to backend/openapi.json. */
export function openapi(): object {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'MNG샵 customer API',
      version: '1',
      description:
        'Prices are won, whole numbers, VAT and delivery included. Times are ISO 8601 in UTC. Every refusal is RFC 9457 `application/problem+json` with a stable `code` and a Korean `detail`. Signing in sets an HttpOnly cookie; state-changing calls from a browser need the shop’s own Origin (403 `other_origin`). Any call may be answered 400 `malformed_json`, 413 `too_large`, 415 `unsupported_media_type` 429 `too_many_requests`, 503 `busy` (nothing was done; send it again), or 503 `maintenance` (the shop is closed for a while; `Retry-After` says how long to wait at least). Where a 429 brings `work`, a browser may do it (altcha-lib’s `solveChallenge`, PBKDF2) and send `{challenge, solution}` along in the header `Work`, base64, instead of waiting.',
    },
    components: { schemas: NAMED },
    paths: Object.fromEntries(Object.entries(PATHS).map(([path, item]) => [`/api/customer${path}`, item])),
  });
}

const { Problem, University, Customer, Address, Offer, Promotion, Product, Order, OrderDetail, PaymentRequest } = contract;
/** Written once and referred to by name. */
const NAMED = { Problem, University, Customer, Address, Offer, Promotion, Product, Order, OrderDetail, PaymentRequest };

const json = (schema: z.ZodType) => ({ 'application/json': { schema } });
const problem = (description: string) => ({ description, content: { 'application/problem+json': { schema: contract.Problem } } });
const signedIn = { '401': problem('not_signed_in') };
const invalid = { '422': problem('invalid') };
/** Where a session alone is not enough. */
const again = {
  '401': problem('not_signed_in, wrong_credentials'),
  '403': problem('password_needed'),
  '429': problem('too_many_requests'),
};
const slug = { path: z.object({ slug: z.string() }) };
const number = { path: z.object({ number: z.string() }) };

function call(
  summary: string,
  operation: {
    body?: z.ZodType;
    optionalBody?: z.ZodType;
    answers: ZodOpenApiOperationObject['responses'];
    params?: ZodOpenApiOperationObject['requestParams'];
  },
) {
  return {
    summary,
    ...(operation.body ? { requestBody: { required: true, content: json(operation.body) } } : {}),
    ...(operation.optionalBody ? { requestBody: { required: false, content: json(operation.optionalBody) } } : {}),
    ...(operation.params ? { requestParams: operation.params } : {}),
    responses: { ...(operation.body ? invalid : {}), ...operation.answers },
  } satisfies ZodOpenApiOperationObject;
}

const ok = (schema: z.ZodType, description = 'Done') => ({ description, content: json(schema) });
const nothing = { description: 'Done' };

const ACCOUNT: ZodOpenApiPathsObject = {
  '/universities': { get: call('Universities one can sign up at; public', { answers: { '200': ok(contract.UniversitiesAnswer) } }) },
  '/sign-up': {
    post: call('Make an account and sign in', {
      body: contract.SignUp,
      answers: { '201': ok(contract.CustomerAnswer), '409': problem('email_taken'), ...invalid, '429': problem('too_many_requests') },
    }),
  },
  '/session': {
    post: call('Sign in', {
      body: contract.SignIn,
      answers: { '201': ok(contract.CustomerAnswer), '401': problem('wrong_credentials'), ...invalid, '429': problem('too_many_requests') },
    }),
    put: call('Give the password again: for ten minutes this session may leave, change phone or password, and name a refund account', {
      body: contract.ConfirmPassword,
      answers: { '204': nothing, '401': problem('not_signed_in, wrong_credentials'), '429': problem('too_many_requests') },
    }),
    delete: call('Sign out: the token works nowhere any more', { answers: { '204': nothing, ...signedIn } }),
  },
  '/sessions': {
    get: call('Where one is signed in, the newest first', { answers: { '200': ok(contract.DevicesAnswer), ...signedIn } }),
    delete: call('Sign every other device out', { answers: { '204': nothing, ...signedIn } }),
  },
  '/sessions/{id}': {
    delete: call('Sign one device out; one that has ended changes nothing', {
      params: { path: z.object({ id: z.string() }) },
      answers: { '204': nothing, ...signedIn },
    }),
  },
  '/me': {
    get: call('Who is signed in; null for a visitor', { answers: { '200': ok(contract.MeAnswer) } }),
    patch: call('Change name, phone or optional consents; another phone needs the password again', {
      body: contract.ChangeMe,
      answers: { '200': ok(contract.CustomerAnswer), ...again, ...invalid },
    }),
    delete: call('Leave; personal data is erased. Needs the password again', {
      optionalBody: contract.Leave,
      answers: { '204': nothing, ...again, ...invalid, '409': problem('orders_live') },
    }),
  },
  '/me/password': {
    put: call('Change the password; other devices are signed out. `currentPassword` is the password that is needed again', {
      body: contract.ChangePassword,
      answers: { '200': ok(contract.CustomerAnswer), ...again, ...invalid },
    }),
  },
  '/me/address': {
    put: call('Save the one address', { body: contract.Address, answers: { '200': ok(contract.CustomerAnswer), ...signedIn, ...invalid } }),
  },
  '/phone-verification': {
    post: call('Send a code by SMS; to another phone than the account’s only with the password again', {
      body: contract.StartPhoneVerification,
      answers: { '202': nothing, ...again },
    }),
    put: call('Prove the phone', {
      body: contract.FinishPhoneVerification,
      answers: { '200': ok(contract.CustomerAnswer), ...again, '422': problem('invalid, wrong_code') },
    }),
  },
  '/password-reset': {
    post: call('Send a code by SMS, whether or not there is such an account', {
      body: contract.StartPasswordReset,
      answers: { '202': nothing, '429': problem('too_many_requests') },
    }),
    put: call('Set a new password; all sessions end', {
      body: contract.FinishPasswordReset,
      answers: { '204': nothing, '422': problem('invalid, wrong_code'), '429': problem('too_many_requests') },
    }),
  },
};

const CATALOG: ZodOpenApiPathsObject = {
  '/promotions': {
    get: call('What is offered to the customer’s university', {
      answers: { '200': ok(contract.PromotionsAnswer), '304': nothing, ...signedIn },
    }),
  },
  '/promotions/{slug}': {
    get: call('One promotion', {
      params: slug,
      answers: { '200': ok(contract.PromotionAnswer), ...signedIn, '404': problem('not_found') },
    }),
  },
  '/products/{slug}': {
    get: call('One product with its offer', {
      params: slug,
      answers: { '200': ok(contract.ProductAnswer), ...signedIn, '404': problem('not_found') },
    }),
  },
};

const order = { '200': ok(contract.OrderAnswer), ...signedIn, '404': problem('not_found') };
const ORDERS: ZodOpenApiPathsObject = {
  '/orders': {
    post: call('Place an order; stock is held for a quarter of an hour', {
      body: contract.PlaceOrder,
      params: { header: z.object({ 'Idempotency-Key': contract.IdempotencyKey }) },
      answers: {
        '201': ok(contract.PlacedOrderAnswer),
        ...signedIn,
        '404': problem('not_found'),
        '403': problem('phone_needed: prove the account’s phone by `/phone-verification`, once, and send the order again'),
        '409': problem('promotion_closed, price_changed, order_pending, holds_many, limit_reached, cap_reached, sold_out'),
        '422': problem('invalid, idempotency_mismatch'),
      },
    }),
  },
  '/orders/history': {
    get: call('Orders, newest first; also at /api/orders/history', {
      params: { query: contract.HistoryQuery },
      answers: { '200': ok(contract.HistoryAnswer), ...signedIn, ...invalid },
    }),
  },
  '/orders/{number}': {
    get: call('One order with payments, refunds and timeline', {
      params: number,
      answers: { '200': ok(contract.OrderDetailAnswer), ...signedIn, '404': problem('not_found') },
    }),
  },
  '/orders/{number}/payment': {
    post: call('Submit the payment window’s receipt; asking again is safe', {
      params: number,
      body: contract.SubmitPayment,
      answers: { ...order, '202': ok(contract.OrderAnswer, 'Being confirmed'), '409': problem('receipt_refused') },
    }),
  },
  '/orders/{number}/cancellation': {
    post: call('Cancel the whole order', {
      params: number,
      body: contract.CancelOrder,
      answers: { ...order, '409': problem('not_cancellable') },
    }),
  },
  '/orders/{number}/return': {
    post: call('Ask to send it back', {
      params: number,
      body: contract.RequestReturn,
      answers: { ...order, '409': problem('not_returnable') },
    }),
  },
  '/orders/{number}/refund-account': {
    put: call('Name the account for a refund that the card could not take back', {
      params: number,
      body: contract.RefundAccount,
      answers: { ...order, ...again, ...invalid, '409': problem('no_manual_refund, transfer_under_way') },
    }),
  },
  '/orders/{number}/recipient': {
    put: call('Change where it goes', { params: number, body: contract.Address, answers: { ...order, '409': problem('recipient_fixed') } }),
  },
};

const PATHS: ZodOpenApiPathsObject = { ...ACCOUNT, ...CATALOG, ...ORDERS };
