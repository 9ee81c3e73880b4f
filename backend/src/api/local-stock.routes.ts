import express, { Router } from 'express';
import { z } from 'zod';
import { transact } from '../database/database.js';
import { setOnHand } from '../holds/stock.js';
import type { Context } from '../kernel/context.js';
import { body } from './http/door.js';
import { problems } from './http/problem.js';

const Stock = z.strictObject({ variantId: z.int().positive(), onHand: z.int().min(0).max(1_000_000) });

/** What programs that drive a local shop may set in the shop itself. Mounted only where APP_ENV=local. */
export function shopRoutes(ctx: Context): Router {
  const router = Router();
  router.post('/stock', express.json(), async (req, res) => {
    const { variantId, onHand } = body(Stock, req);
    await transact(ctx.db, (tx) => setOnHand(tx, { variantId, onHand }));
    res.json({ variantId, onHand });
  });
  router.use(problems(ctx.log));
  return router;
}
