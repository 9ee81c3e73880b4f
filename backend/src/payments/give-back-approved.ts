import type { Context, Receipt } from '../kernel/context.js';
import { isDuplicate, transact } from '../database/database.js';
import type { Order } from '../orders/order.entity.js';
import { openPayment } from '../ledger/payments.js';
import { recordCapture } from './record-capture.js';

/** Money that was taken for an order that it does not pay: kept in the ledger as a lapsed payment, and owed in full at once. */
export async function giveBackApproved(ctx: Context, order: Pick<Order, 'id'>, receipt: Receipt): Promise<void> {
  if (receipt.price <= receipt.cancelledPrice) return;
  const row = {
    orderId: order.id,
    provider: ctx.payments.provider,
    receiptId: receipt.receiptId,
    state: 'lapsed' as const,
    method: receipt.method,
    amount: receipt.price,
    submittedAt: ctx.clock.now(),
    // Should this process die before the next transaction, the reconciler goes on.
    nextCheckAt: ctx.clock.now(),
  };
  try {
    await transact(ctx.db, (tx) => openPayment(tx, row));
  } catch (error) {
    if (!isDuplicate(error)) throw error; // known already: recording it again changes nothing
  }
  await recordCapture(ctx, receipt);
}
