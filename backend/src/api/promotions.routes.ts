import { Router } from 'express';
import { showProduct } from '../promotions/show-product.js';
import type * as contract from '../contract/promotions.js';
import type { Told } from '../contract/told.js';
import type { Context } from '../kernel/context.js';
import { contextOf, customersOnly, param } from './http/door.js';
import { listPromotions } from '../promotions/list-promotions.js';
import { showPromotion } from '../promotions/show-promotion.js';

/** What is offered to the customer's university, and nothing else. */
export function promotionsRoutes(ctx: Context): Router {
  const router = Router();

  router.get('/promotions', customersOnly, async (req, res) => {
    const { json, etag } = await listPromotions(contextOf(ctx, req));
    // Weak, since the server's time changes with every answer and is no reason to send the list again.
    res.set({ 'Cache-Control': 'private, no-cache', ETag: `W/"${etag}"` });
    res.type('json').send(`{"promotions":${json},"serverTime":${JSON.stringify(ctx.clock.now())}}`);
  });

  router.get('/promotions/:slug', customersOnly, async (req, res) => {
    const promotion = await showPromotion(contextOf(ctx, req), param(req, 'slug'));
    res.json({ promotion, serverTime: ctx.clock.now() } satisfies Told<contract.PromotionAnswer>);
  });

  router.get('/products/:slug', customersOnly, async (req, res) => {
    const product = await showProduct(contextOf(ctx, req), param(req, 'slug'));
    res.json({ product, serverTime: ctx.clock.now() } satisfies Told<contract.ProductAnswer>);
  });
  return router;
}
