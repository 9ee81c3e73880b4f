import { refusals } from './bootpay-refusal.js';
import { cancelsOf, createReceipt, findReceipt, receiptsOf, toBootpay } from './receipts.js';
import type { BootpayReceipt, Cancel, NewPayment, ReceiptRow } from './receipts.js';
import { atomically } from './store.js';
import type { Store } from './store.js';

export interface CancelRequest {
  receiptId: string;
  /** Won; everything that is left when absent. */
  amount?: number | undefined;
  cancelId?: string | undefined;
  reason?: string | undefined;
}

export type WebhookType = 'PAYMENT_COMPLETED' | 'PAYMENT_VIRTUAL_ACCOUNT_ISSUED' | 'PAYMENT_CANCELLED' | 'PAYMENT_PARTIAL_CANCELLED';

/** What really happened to the money, whatever was answered: what a test compares the shop's books with. */
export interface Ledger {
  pay(payment: NewPayment): BootpayReceipt;
  receipt(receiptId: string): BootpayReceipt | undefined;
  receiptsOf(orderId: string): BootpayReceipt[];
  cancels(receiptId: string): Cancel[];
  /** Won over all receipts. */
  totals(): { captured: number; cancelled: number };
}

export function createLedger(store: Store): Ledger {
  return {
    pay: (payment) => toBootpay(createReceipt(store, payment)),
    receipt(receiptId) {
      const row = findReceipt(store, receiptId);
      return row && toBootpay(row);
    },
    receiptsOf: (orderId) => receiptsOf(store, orderId).map(toBootpay),
    cancels: (receiptId) => cancelsOf(store, receiptId),
    totals() {
      const row = store
        .prepare(
          `SELECT COALESCE(SUM(CASE WHEN purchased_at IS NOT NULL THEN price END), 0) AS captured,
                  COALESCE(SUM(cancelled_price), 0) AS cancelled FROM receipt`,
        )
        .get();
      return { captured: Number(row?.['captured']), cancelled: Number(row?.['cancelled']) };
    },
  };
}

/**
 * Takes the money of a receipt that waits for it.
 * @param price won, where it takes another amount than the window showed
 * @throws BootpayRefusal for any other status: a second confirm is refused too, so "refused" does not prove "not paid"
 */
export function capture(store: Store, receiptId: string, price?: number): ReceiptRow {
  return atomically(store, () => {
    const row = requireReceipt(store, receiptId);
    if (row.status !== 2) throw refusals.confirm(row.status === 1 ? '이미 승인된 결제' : `상태 ${row.status}`);
    const sql = 'UPDATE receipt SET status = 1, purchased_at = ?, price = ? WHERE receipt_id = ?';
    store.prepare(sql).run(Date.now(), price ?? row.price, receiptId);
    return requireReceipt(store, receiptId);
  });
}

/** The customer took too long: the receipt can never be confirmed again. */
export function expireAuthorisation(store: Store, receiptId: string): void {
  store.prepare('UPDATE receipt SET status = -2 WHERE receipt_id = ? AND status = 2').run(receiptId);
}

/**
 * Gives money back. The status stays 1 until all of it is cancelled, then reads 20.
 * @param heedCancelId false: the same cancel_id pays again, the worse of the two readings of Bootpay's pages
 * @throws BootpayRefusal 3708 already done, 3710 over what is left
 */
export function cancel(store: Store, request: CancelRequest, heedCancelId = true): ReceiptRow {
  return atomically(store, () => {
    const row = requireReceipt(store, request.receiptId);
    const left = row.price - row.cancelled_price;
    if (row.purchased_at === null) throw refusals.cancel('승인되지 않은 결제');
    if (left === 0 || (heedCancelId && isRepeated(store, request))) throw refusals.alreadyCancelled();
    const amount = request.amount ?? left;
    if (amount > left) throw refusals.overAmount();
    writeCancel(store, row, amount, request);
    return requireReceipt(store, request.receiptId);
  });
}

function isRepeated(store: Store, { receiptId, cancelId }: CancelRequest): boolean {
  if (cancelId === undefined) return false;
  return store.prepare('SELECT 1 FROM cancel WHERE receipt_id = ? AND cancel_id = ?').get(receiptId, cancelId) !== undefined;
}

function writeCancel(store: Store, row: ReceiptRow, amount: number, request: CancelRequest): void {
  const now = Date.now();
  store
    .prepare('INSERT INTO cancel (receipt_id, cancel_id, amount, reason, at) VALUES (?, ?, ?, ?, ?)')
    .run(row.receipt_id, request.cancelId ?? null, amount, request.reason ?? '', now);
  store
    .prepare('UPDATE receipt SET cancelled_price = cancelled_price + ?, status = ?, cancelled_at = ? WHERE receipt_id = ?')
    .run(amount, amount === row.price - row.cancelled_price ? 20 : row.status, now, row.receipt_id);
}

export function requireReceipt(store: Store, receiptId: string): ReceiptRow {
  const row = findReceipt(store, receiptId);
  if (!row) throw refusals.notFound();
  return row;
}
