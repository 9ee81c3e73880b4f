import { Router } from 'express';
import { asCustomer } from '../actors.js';
import { showProduct } from '../catalog/show-product.js';
import type { Context } from '../context.js';
import { contextOf, customersOnly, param } from '../http/door.js';
import { sha256 } from '../random.js';
import { listPromotions } from './list-promotions.js';
import { showPromotion } from './show-promotion.js';

/** What is offered to the customer's university, and nothing else. */
export function promotionsRoutes(ctx: Context): Router {
  const router = Router();

  router.get('/promotions', customersOnly, async (req, res) => {
    const asking = contextOf(ctx, req);
    const promotions = await listPromotions(asking);
    // Weak, since the server's time changes with every answer and is no reason to send the list again; and of one
    // university, so that no list is ever validated by another's.
    const etag = sha256(JSON.stringify([asCustomer(asking).universityId, promotions])).slice(0, 32);
    res.set({ 'Cache-Control': 'private, no-cache', ETag: `W/"${etag}"` });
    res.json({ promotions, serverTime: ctx.clock.now() });
  });

  router.get('/promotions/:slug', customersOnly, async (req, res) => {
    const promotion = await showPromotion(contextOf(ctx, req), param(req, 'slug'));
    res.json({ promotion, serverTime: ctx.clock.now() });
  });

  router.get('/products/:slug', customersOnly, async (req, res) => {
    const product = await showProduct(contextOf(ctx, req), param(req, 'slug'));
    res.json({ product, serverTime: ctx.clock.now() });
  });
  return router;
}
