import express, { Router } from 'express';
import { z } from 'zod';
import { setOnHand } from '../holds/stock.js';
import { VariantStock } from '../holds/variant-stock.entity.js';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { conflict, notFound } from '../kernel/errors.js';
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
  router.use(problems(ctx.log));
  return router;
}

/** @throws AppError 404; 409 `stock_reserved` below what orders hold */
async function setStock(ctx: Context, { variantId, onHand }: z.output<typeof Stock>): Promise<void> {
  await transact(ctx.db, async (tx) => {
    if (await setOnHand(tx, { variantId, onHand })) return;
    const stock = await tx.findOneBy(VariantStock, { variantId });
    if (!stock) throw notFound();
    if (onHand < stock.reserved) {
      const detail = `이미 주문이 ${stock.reserved}개를 잡고 있어요. 재고를 ${stock.reserved}개 이상으로 적어 주세요.`;
      throw conflict('stock_reserved', detail);
    }
  });
}
