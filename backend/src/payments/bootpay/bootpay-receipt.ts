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
    ...standing(receipt.status),
    sandbox: receipt.sandbox,
    // left out by gateways that know only won
    currency: receipt.currency ?? 'KRW',
    method: receipt.method_symbol ?? '',
    partlyRefundable: !ALL_OR_NOTHING.has(receipt.method_symbol ?? ''),
    purchasedAt: toIso(receipt.purchased_at),
  };
}

/** Virtual accounts and phone bills: nothing of them can be cancelled in part. */
const ALL_OR_NOTHING = new Set(['vbank', 'phone']);

type Standing = Pick<Receipt, 'state' | 'waitsFor'>;
const waiting = (waitsFor: Receipt['waitsFor']): Standing => ({ state: 'waiting', waitsFor });

/** Bootpay's `status`. Source: its documentation of the receipt, and what its SDK's types call them. */
const STANDINGS: Readonly<Record<number, Standing>> = {
  0: waiting('buyer'),
  1: { state: 'paid', waitsFor: null },
  2: waiting('confirm'),
  3: waiting('capture'),
  5: waiting('deposit'),
  20: { state: 'cancelled', waitsFor: null },
  // Failed, its confirm failed, its virtual account was cancelled.
  [-1]: { state: 'dead', waitsFor: null },
  [-2]: { state: 'dead', waitsFor: null },
  [-3]: { state: 'dead', waitsFor: null },
  // A cancel that failed, or is under way: money was captured, and how much of it has gone back is not known yet.
  [-20]: waiting('cancel'),
  [-30]: waiting('cancel'),
};

const standing = (status: number): Standing => STANDINGS[status] ?? waiting('unknown');

function toIso(date: string | null | undefined): string | null {
  if (!date) return null;
  const at = new Date(date);
  if (Number.isNaN(at.getTime())) throw badAnswer('purchased_at');
  return at.toISOString();
}

function badAnswer(what: string): OutsideError {
  return new OutsideError('unknown', 'bad_answer', `Bootpay's answer is not a receipt: ${what}`);
}
