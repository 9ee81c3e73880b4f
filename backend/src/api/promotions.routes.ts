import { Router } from 'express';
import { showProduct } from '../promotions/show-product.js';
import type { Context } from '../kernel/context.js';
import { contextOf, customersOnly, param } from './http/door.js';
import { sendKept } from './http/kept-answer.js';
import { listPromotions } from '../promotions/list-promotions.js';
import { showPromotion } from '../promotions/show-promotion.js';

/** Kept by the browser, and asked for again each time: most answers are that nothing has changed. */
const CACHE = 'private, no-cache';

/** What is offered to the customer's university, and nothing else. */
export function promotionsRoutes(ctx: Context): Router {
  const router = Router();

  router.get('/promotions', customersOnly, async (req, res) => {
    const { answer } = await listPromotions(contextOf(ctx, req));
    await sendKept(req, res, { type: 'json', cache: CACHE, text: answer });
  });

  router.get('/promotions/:slug', customersOnly, async (req, res) => {
    const text = await showPromotion(contextOf(ctx, req), param(req, 'slug'));
    await sendKept(req, res, { type: 'json', cache: CACHE, text });
  });

  router.get('/products/:slug', customersOnly, async (req, res) => {
    const text = await showProduct(contextOf(ctx, req), param(req, 'slug'));
    await sendKept(req, res, { type: 'json', cache: CACHE, text });
  });
  return router;
}
