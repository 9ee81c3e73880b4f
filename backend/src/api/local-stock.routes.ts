import express, { Router } from 'express';
import { z } from 'zod';
import { setStock } from '../holds/set-stock.js';
import type { Context } from '../kernel/context.js';
import { body } from './http/door.js';
import { problems } from './http/problem.js';

const Stock = z.strictObject({ variantId: z.int().positive(), onHand: z.int().min(0).max(1_000_000) });

/** What programs that drive a local shop may set in the shop itself. Mounted only where APP_ENV=local. */
export function shopRoutes(ctx: Context): Router {
  const router = Router();
  router.post('/stock', express.json(), async (req, res) => {
    const wanted = body(Stock, req);
    await setStock(ctx, wanted);
    res.json(wanted);
  });
  router.use(problems(ctx));
  return router;
}
