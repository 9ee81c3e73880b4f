import type { Context, Receipt } from '../kernel/context.js';
import { isDuplicate, transact } from '../database/database.js';
import { AppError, conflict } from '../kernel/errors.js';
import { enqueue } from '../outbox/outbox.js';
import type { Order } from '../orders/order.entity.js';
import { giveBackApproved } from './give-back-approved.js';
import type { ReceiptRefusal } from './rules/check-receipt.js';
import { say } from '../words/say.js';

/**
 * Refuses a receipt that does not pay for this order; nothing is confirmed and the order stays as it is.
 * One that names this order and was approved already is given back in full; a stranger's is never touched.
 */
export async function refuseReceipt(
  ctx: Context,
  order: Pick<Order, 'id' | 'number'>,
  receipt: Receipt,
  reason: ReceiptRefusal,
): Promise<AppError> {
  const ours = receipt.orderId === order.number;
  if (ours && receipt.state === 'paid') await giveBackApproved(ctx, order, receipt);
  await alert(ctx, order, receipt, reason);
  return conflict(`receipt_refused.${reason}`);
}

async function alert(ctx: Context, order: Pick<Order, 'id' | 'number'>, receipt: Receipt, reason: ReceiptRefusal): Promise<void> {
  ctx.log.warn({ order: order.number, receiptId: receipt.receiptId, reason }, 'A receipt was refused');
  const k = `receipt/${receipt.receiptId}/order/${order.id}/refused`;
  const text = say('slack.receipt_refused', { number: order.number, reason, receiptId: receipt.receiptId });
  await transact(ctx.db, (tx) => enqueue(tx, ctx, { k, channel: 'slack', groupKey: 'alerts', text, purpose: 'alert' })).catch(
    (error: unknown) => {
      if (!isDuplicate(error)) throw error; // told already
    },
  );
}

/** Whether an error says that a receipt was refused: an end, not a fault. */
export const isReceiptRefused = (error: unknown): boolean => error instanceof AppError && error.code === 'receipt_refused';
