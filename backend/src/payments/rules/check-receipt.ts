/** Bootpay's `status` values that matter here. Source: its receipt, see context.ts. */
export const STATUS = { paid: 1, awaitingConfirm: 2, confirming: 3, virtualAccount: 5, cancelled: 20 } as const;
/** Ends in which nothing was captured, or nothing is any more. */
export const DEAD_STATUSES: readonly number[] = [-1, -2, -3, 20];

/** Methods whose money cannot be taken back in part by machine: a group buy settles by partial cancel. */
const REFUSED_METHODS = new Set(['vbank', 'phone']);

export type ReceiptRefusal =
  'other_order' | 'other_price' | 'other_currency' | 'other_environment' | 'virtual_account' | 'method' | 'not_payable';

/** Whether a receipt pays for this order: every field that could have been forged or mixed up. */
export function checkReceipt(
  receipt: { orderId: string; price: number; currency: string; sandbox: boolean; status: number; method: string; cancelledPrice: number },
  order: { number: string; total: number },
  sandbox: boolean,
): { ok: true } | { ok: false; reason: ReceiptRefusal } {
  if (receipt.orderId !== order.number) return { ok: false, reason: 'other_order' };
  if (receipt.price !== order.total || receipt.cancelledPrice !== 0) return { ok: false, reason: 'other_price' };
  if (receipt.currency !== 'KRW') return { ok: false, reason: 'other_currency' };
  if (receipt.sandbox !== sandbox) return { ok: false, reason: 'other_environment' };
  if (receipt.status === STATUS.virtualAccount) return { ok: false, reason: 'virtual_account' };
  if (REFUSED_METHODS.has(receipt.method)) return { ok: false, reason: 'method' };
  const payable: number[] = [STATUS.paid, STATUS.awaitingConfirm, STATUS.confirming];
  return payable.includes(receipt.status) ? { ok: true } : { ok: false, reason: 'not_payable' };
}
