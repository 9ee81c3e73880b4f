export type ReceiptRefusal =
  'other_order' | 'other_price' | 'other_currency' | 'other_environment' | 'virtual_account' | 'method' | 'not_payable';

interface Checked {
  orderId: string;
  price: number;
  cancelledPrice: number;
  currency: string;
  sandbox: boolean;
  state: 'waiting' | 'paid' | 'cancelled' | 'dead';
  waitsFor: string | null;
  partlyRefundable: boolean;
}

/** Whether a receipt pays for this order: every field that could have been forged or mixed up. Won. */
export function checkReceipt(
  receipt: Checked,
  order: { number: string; total: number },
  sandbox: boolean,
): { ok: true } | { ok: false; reason: ReceiptRefusal } {
  if (receipt.orderId !== order.number) return { ok: false, reason: 'other_order' };
  if (receipt.price !== order.total || receipt.cancelledPrice !== 0) return { ok: false, reason: 'other_price' };
  if (receipt.currency !== 'KRW') return { ok: false, reason: 'other_currency' };
  if (receipt.sandbox !== sandbox) return { ok: false, reason: 'other_environment' };
  if (receipt.waitsFor === 'deposit') return { ok: false, reason: 'virtual_account' };
  if (!receipt.partlyRefundable) return { ok: false, reason: 'method' };
  const payable = receipt.state === 'paid' || receipt.waitsFor === 'confirm' || receipt.waitsFor === 'capture';
  return payable ? { ok: true } : { ok: false, reason: 'not_payable' };
}
