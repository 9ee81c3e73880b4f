import { atomically, openStore } from './store.js';

/** A payment that was captured long ago, and what went back of it; won, epoch milliseconds. */
export interface PastReceipt {
  receiptId: string;
  orderId: string;
  price: number;
  method: string;
  paidAt: number;
  cancels: { cancelId: string; amount: number; reason: string; at: number }[];
}

/** Writes many at once into the memory of a simulator: a seed of a hundred thousand orders cannot pay each over HTTP. */
export function writePastReceipts(file: string, receipts: Iterable<PastReceipt>): void {
  const store = openStore(file);
  try {
    const receipt = store.prepare(
      `INSERT INTO receipt (receipt_id, order_id, order_name, price, cancelled_price, status, sandbox, currency, method, requested_at,
         purchased_at, cancelled_at) VALUES (?, ?, '가상 결제', ?, ?, ?, 1, 'KRW', ?, ?, ?, ?)`,
    );
    const cancel = store.prepare('INSERT INTO cancel (receipt_id, cancel_id, amount, reason, at) VALUES (?, ?, ?, ?, ?)');
    atomically(store, () => {
      for (const { receiptId, orderId, price, method, paidAt, cancels } of receipts) {
        const cancelled = cancels.reduce((sum, { amount }) => sum + amount, 0);
        const cancelledAt = cancels.at(-1)?.at ?? null;
        receipt.run(receiptId, orderId, price, cancelled, cancelled === price ? 20 : 1, method, paidAt, paidAt, cancelledAt);
        for (const { cancelId, amount, reason, at } of cancels) cancel.run(receiptId, cancelId, amount, reason, at);
      }
    });
  } finally {
    store.close();
  }
}

/** Which of these it does not know. */
export function unknownReceipts(file: string, receiptIds: readonly string[]): Set<string> {
  const store = openStore(file);
  try {
    const known = store.prepare('SELECT 1 FROM receipt WHERE receipt_id = ?');
    return new Set(receiptIds.filter((id) => known.get(id) === undefined));
  } finally {
    store.close();
  }
}
