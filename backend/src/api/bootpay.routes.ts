import express, { Router } from 'express';
import { z } from 'zod';
import type { Context } from '../kernel/context.js';
import { receiptId } from '../payments/bootpay/receipt-id.js';
import { markForReadingByNumber } from '../payments/mark-for-reading.js';
import { isReturnToken } from '../ledger/payment-request.js';

/** Bootpay's webhook needs no more; what is longer is not from Bootpay. */
const LIMIT = '16kb';
const Told = z.object({ receipt_id: receiptId, order_id: z.string().regex(/^[\x21-\x7e]{1,64}$/) });

/**
 * Bootpay's two ways in. Neither reads a cookie or believes a value: they name a receipt of one of our orders, and the
 * receipt is then read at Bootpay. Hence they are the only routes without the Origin check.
 */
export function bootpayRoutes(ctx: Context): Router {
  const router = Router();
  router.use(express.json({ limit: LIMIT }), express.urlencoded({ extended: false, limit: LIMIT }));

  router.post('/webhook', async (req, res) => {
    const told = Told.safeParse(req.body);
    if (told.success) await markForReadingByNumber(ctx, { receiptId: told.data.receipt_id, number: told.data.order_id });
    res.json({ success: true });
  });

  // On phones the window comes back by redirect, from some PGs as a cross-site POST, which carries no Lax cookie.
  const comeBack: express.RequestHandler = async (req, res) => {
    const values = { ...(req.query as object), ...(req.body as object | undefined) } as Record<string, unknown>;
    const number = text(req.query['order']);
    const known = isReturnToken(ctx, number, text(req.query['token']));
    const receipt = receiptId.safeParse(values['receipt_id']);
    if (known && receipt.success && values['event'] !== 'cancel') await markForReadingByNumber(ctx, { receiptId: receipt.data, number });
    const target = new URL('/payment-result', ctx.settings.publicOrigin);
    if (known) target.searchParams.set('order', number);
    if (known && receipt.success) target.searchParams.set('receipt', receipt.data);
    if (values['event'] === 'cancel' || values['event'] === 'error') target.searchParams.set('event', values['event']);
    res
      .set('Cache-Control', 'no-store')
      .redirect(303, ctx.settings.appEnv === 'local' ? `${target.pathname}${target.search}` : target.href);
  };
  router.get('/return', comeBack);
  router.post('/return', comeBack);
  return router;
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');
