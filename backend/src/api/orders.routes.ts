import { type Request, type RequestHandler, Router } from 'express';
import type { Context } from '../kernel/context.js';
import { Address } from '../contract/account.js';
import * as contract from '../contract/orders.js';
import type { Told } from '../contract/told.js';
import { body, contextOf, customersOnly, header, param, query } from './http/door.js';
import { someAtOnce } from './http/orders-in-turn.js';
import { spend } from '../kernel/budget.js';
import { passwordOfCall } from '../customers/password-throttle.js';
import { confirmAndShow } from '../payments/confirm-payment.js';
import { nameRefundAccount } from '../payments/name-refund-account.js';
import { cancelOrder } from '../orders/cancel-order.js';
import { changeRecipient } from '../orders/change-recipient.js';
import { listOrders } from '../orders/list-orders.js';
import { placeOrder } from '../orders/place-order.js';
import { requestReturn } from '../orders/request-return.js';
import { showOrder } from '../orders/show-order.js';

const SUBMISSIONS = { name: 'submissions', tries: 30, seconds: 60, here: true as const };

/** A customer's orders: placing, paying, following, cancelling. */
export function ordersRoutes(ctx: Context): Router {
  const router = Router();
  router.use('/orders', customersOnly);

  router.post('/orders', someAtOnce, async (req, res) => {
    const idempotencyKey = header(contract.IdempotencyKey, req, 'Idempotency-Key');
    const answer = await placeOrder(contextOf(ctx, req), { ...body(contract.PlaceOrder, req), idempotencyKey });
    res.status(201).type('json').send(answer);
  });

  router.get('/orders/history', orderHistory(ctx));

  router.get('/orders/:number', async (req, res) => {
    res.json((await showOrder(contextOf(ctx, req), number(req))) satisfies Told<contract.OrderDetailAnswer>);
  });

  router.post('/orders/:number/payment', async (req, res) => {
    const { receiptId } = body(contract.SubmitPayment, req);
    // Each try reads a receipt at Bootpay: guessing at ids must not become a load on it.
    const asking = contextOf(ctx, req);
    await spend(ctx, SUBMISSIONS, `${asking.from} ${number(req)}`);
    const { outcome, order } = await confirmAndShow(asking, { number: number(req), receiptId });
    res.status(outcome === 'paid' ? 200 : 202).json({ order } satisfies Told<contract.OrderAnswer>);
  });

  router.post('/orders/:number/cancellation', async (req, res) => {
    const { reason } = body(contract.CancelOrder, req);
    await cancelOrder(contextOf(ctx, req), { number: number(req), reason });
    const { order } = await showOrder(contextOf(ctx, req), number(req));
    res.json({ order } satisfies Told<contract.OrderAnswer>);
  });

  router.put('/orders/:number/refund-account', async (req, res) => {
    const asking = contextOf(ctx, req);
    const { password, ...account } = body(contract.RefundAccount, req);
    await passwordOfCall(asking, { password });
    await nameRefundAccount(asking, number(req), account);
    const { order } = await showOrder(asking, number(req));
    res.json({ order } satisfies Told<contract.OrderAnswer>);
  });

  router.put('/orders/:number/recipient', async (req, res) => {
    await changeRecipient(contextOf(ctx, req), number(req), body(Address, req));
    const { order } = await showOrder(contextOf(ctx, req), number(req));
    res.json({ order } satisfies Told<contract.OrderAnswer>);
  });

  router.post('/orders/:number/return', async (req, res) => {
    await requestReturn(contextOf(ctx, req), number(req), body(contract.RequestReturn, req));
    const { order } = await showOrder(contextOf(ctx, req), number(req));
    res.json({ order } satisfies Told<contract.OrderAnswer>);
  });
  return router;
}

/** Also mounted at `/api/orders/history`, an address that was promised to others. */
export const orderHistory =
  (ctx: Context): RequestHandler =>
  async (req, res) => {
    res.json((await listOrders(contextOf(ctx, req), query(contract.HistoryQuery, req))) satisfies Told<contract.HistoryAnswer>);
  };

const number = (req: Request) => param(req, 'number');
