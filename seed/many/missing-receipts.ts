import type { Context } from '../../backend/src/kernel/context.js';
import { type PastReceipt, unknownReceipts, writePastReceipts } from '../../backend/src/simulator/past-receipts.js';

const A_BATCH = 1_000;

interface PaidRow {
  id: number;
  receiptId: string;
  orderId: string;
  price: number;
  method: string;
  paidAt: Date;
}
interface CancelRow {
  id: number;
  paymentId: number;
  amount: number;
  reason: string;
  at: Date;
}

/**
 * Writes the receipts of added orders that the simulator does not know: a run was killed between its commit and them. A part's
 * are written at once, so the missing ones are the newest.
 */
export async function writeMissingReceipts(db: Context['db'], simulatorFile: string): Promise<void> {
  for (let before = 2 ** 31 - 1; ;) {
    const paid = await db.query<PaidRow[]>(
      `SELECT p.id AS id, p.receipt_id AS receiptId, o.number AS orderId, p.captured AS price, p.method AS method, p.paid_at AS paidAt
       FROM payments p JOIN orders o ON o.id = p.order_id
       WHERE p.id < ? AND o.idem_key LIKE 'bulk-%' AND p.captured > 0 ORDER BY p.id DESC LIMIT ${A_BATCH}`,
      [before],
    );
    const unknown = unknownReceipts(
      simulatorFile,
      paid.map(({ receiptId }) => receiptId),
    );
    const missing = paid.filter(({ receiptId }) => unknown.has(receiptId));
    if (missing.length === 0) return;
    writePastReceipts(simulatorFile, await withCancels(db, missing));
    before = paid.at(-1)?.id ?? 0;
  }
}

async function withCancels(db: Context['db'], paid: readonly PaidRow[]): Promise<PastReceipt[]> {
  const rows = await db.query<CancelRow[]>(
    `SELECT id, payment_id AS paymentId, amount, reason, done_at AS at FROM refunds
     WHERE state = 'done' AND payment_id IN (${paid.map(() => '?').join(', ')}) ORDER BY id`,
    paid.map(({ id }) => id),
  );
  const cancels = Map.groupBy(rows, ({ paymentId }) => paymentId);
  return paid.map(({ id, paidAt, ...receipt }) => ({
    ...receipt,
    paidAt: epoch(paidAt),
    cancels: (cancels.get(id) ?? []).map((one) => ({
      cancelId: `mng-refund-${one.id}`,
      amount: one.amount,
      reason: one.reason,
      at: epoch(one.at),
    })),
  }));
}

// SQLite keeps times as text, in UTC without saying so.
const epoch = (time: Date | string): number => (time instanceof Date ? time : new Date(`${time.replace(' ', 'T')}Z`)).getTime();
