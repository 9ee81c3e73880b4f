import { z } from 'zod';
import { OutsideError } from '../../kernel/context.js';
import type { Receipt } from '../../kernel/context.js';

/** Bootpay's `receipt`, as far as the shop reads it. Its types promise `Date`s; what comes are strings. */
const BootpayReceipt = z.object({
  receipt_id: z.string(),
  order_id: z.string(),
  price: z.number(),
  cancelled_price: z.number().nullish(),
  status: z.number().int(),
  sandbox: z.boolean(),
  currency: z.string().nullish(),
  method_symbol: z.string().nullish(),
  purchased_at: z.string().nullish(),
});

/**
 * Checks Bootpay's answer and takes over field by field what the shop reads.
 * @throws OutsideError `unknown`/`bad_answer` when a field is missing or it is another receipt than the one asked for
 */
export function toReceipt(answer: unknown, receiptId: string): Receipt {
  const parsed = BootpayReceipt.safeParse(answer);
  if (!parsed.success) throw badAnswer(parsed.error.issues.map((issue) => issue.path.join('.') || 'answer').join(', '));
  const receipt = parsed.data;
  if (receipt.receipt_id.toLowerCase() !== receiptId.toLowerCase()) throw badAnswer('receipt_id is another');
  return {
    receiptId: receipt.receipt_id,
    orderId: receipt.order_id,
    price: receipt.price,
    cancelledPrice: receipt.cancelled_price ?? 0,
    status: receipt.status,
    sandbox: receipt.sandbox,
    // left out by gateways that know only won
    currency: receipt.currency ?? 'KRW',
    method: receipt.method_symbol ?? '',
    purchasedAt: toIso(receipt.purchased_at),
  };
}

function toIso(date: string | null | undefined): string | null {
  if (!date) return null;
  const at = new Date(date);
  if (Number.isNaN(at.getTime())) throw badAnswer('purchased_at');
  return at.toISOString();
}

function badAnswer(what: string): OutsideError {
  return new OutsideError('unknown', 'bad_answer', `Bootpay's answer is not a receipt: ${what}`);
}
