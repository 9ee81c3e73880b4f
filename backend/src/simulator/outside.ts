import type { Response } from 'express';
import type { Faults } from './faults.js';
import { cancel, capture } from './ledger.js';
import type { CancelRequest } from './ledger.js';
import type { LateCommits, LateWork } from './late-commits.js';
import type { ReceiptRow } from './receipts.js';
import type { Store } from './store.js';
import type { Webhooks } from './webhooks.js';

/** What the simulator's doors share. */
export interface Outside {
  store: Store;
  faults: Faults;
  webhooks: Webhooks;
  late: LateCommits;
  /** Answers that are being kept back for good. */
  hanging: Set<Response>;
  /** Where the window may lead back to, besides the host it was opened on. */
  publicOrigin: string | undefined;
}

/** A receipt after the work, and the webhook that has to arrive before the answer, if one was planned so. */
export interface Done {
  row: ReceiptRow;
  after: Promise<void> | undefined;
}

type Parts = Pick<Outside, 'store' | 'webhooks'>;

export function confirmReceipt({ store, webhooks }: Parts, receiptId: string, price?: number): Done {
  const row = capture(store, receiptId, price);
  return { row, after: webhooks.emit(row, 'PAYMENT_COMPLETED') };
}

export function cancelReceipt({ store, webhooks }: Parts, request: CancelRequest, heedCancelId = true): Done {
  const row = cancel(store, request, heedCancelId);
  const type = row.cancelled_price === row.price ? 'PAYMENT_CANCELLED' : 'PAYMENT_PARTIAL_CANCELLED';
  return { row, after: webhooks.emit(row, type) };
}

export function commitLate(parts: Parts, work: LateWork): void {
  if (work.target === 'confirm') confirmReceipt(parts, work.receiptId);
  else cancelReceipt(parts, work.request);
}
