import { Router } from 'express';
import { z } from 'zod';
import { refusals } from './bootpay-refusal.js';
import type { Outside } from './outside.js';
import { createReceipt, findReceipt, toBootpay } from './receipts.js';

const OrderId = z.string().min(1).max(100);
const Won = z.coerce.number().int().min(0).max(1_000_000_000);

const Payment = z.object({
  orderId: OrderId,
  price: Won,
  orderName: z.string().max(200).optional(),
  status: z.coerce.number().int().optional(),
  sandbox: z.boolean().optional(),
  currency: z.string().length(3).optional(),
  method: z.string().max(20).optional(),
});

/** For programs: does what a person does in the payment window, and tells a receipt without asking for keys. */
export function paymentRoutes({ store, webhooks, late }: Outside): Router {
  const router = Router();

  router.post('/payments', (request, response) => {
    const parsed = Payment.safeParse(request.body);
    if (!parsed.success) return void response.status(422).json({ errors: parsed.error.issues });
    const row = createReceipt(store, parsed.data);
    webhooks.authorised(row);
    response.status(201).json({ receiptId: row.receipt_id });
  });

  router.get('/receipts/:id', (request, response) => {
    late.runDue();
    const row = findReceipt(store, request.params.id);
    if (row) return void response.json(toBootpay(row));
    const { status, json } = refusals.notFound().toReply();
    response.status(status).json(json);
  });
  return router;
}
