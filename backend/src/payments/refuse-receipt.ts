import type { Context, Receipt } from '../kernel/context.js';
import { isDuplicate, transact } from '../database/database.js';
import { AppError, conflict } from '../kernel/errors.js';
import { enqueue } from '../outbox/outbox.js';
import type { Order } from '../orders/order.entity.js';
import { giveBackApproved } from './give-back-approved.js';
import type { ReceiptRefusal } from './rules/check-receipt.js';

/**
 * Refuses a receipt that does not pay for this order; nothing is confirmed and the order stays as it is.
 * One that names this order and was approved already is given back in full; a stranger's is never touched.
 */
export async function refuseReceipt(ctx: Context, order: Order, receipt: Receipt, reason: ReceiptRefusal): Promise<AppError> {
  const ours = receipt.orderId === order.number;
  if (ours && receipt.state === 'paid') await giveBackApproved(ctx, order, receipt);
  await alert(ctx, order, receipt, reason);
  return conflict('receipt_refused', DETAIL[reason]);
}

const DETAIL: Record<ReceiptRefusal, string> = {
  other_order: '이 주문의 결제가 아니에요. 이 주문은 다시 결제해 주세요.',
  other_price: '결제한 금액이 주문 금액과 달라요. 결제는 승인하지 않았어요. 다시 결제해 주세요.',
  other_currency: '원화로 결제해 주세요. 이번 결제는 승인하지 않았어요.',
  other_environment: '이 상점에서 쓸 수 없는 결제예요. 다시 결제해 주세요.',
  virtual_account: '가상계좌로는 아직 살 수 없어요. 카드나 간편결제로 다시 결제해 주세요.',
  method: '이 결제 수단으로는 살 수 없어요. 카드나 간편결제로 다시 결제해 주세요.',
  not_payable: '이 결제로는 주문을 마칠 수 없어요. 주문 상태를 확인하고 필요하면 다시 주문해 주세요.',
};

async function alert(ctx: Context, order: Order, receipt: Receipt, reason: ReceiptRefusal): Promise<void> {
  ctx.log.warn({ order: order.number, receiptId: receipt.receiptId, reason }, 'A receipt was refused');
  const k = `receipt/${receipt.receiptId}/order/${order.id}/refused`;
  const text = `결제 거절 ${order.number} · ${reason} · 영수증 ${receipt.receiptId}`;
  await transact(ctx.db, (tx) => enqueue(tx, ctx, { k, channel: 'slack', groupKey: 'alerts', text, purpose: 'alert' })).catch(
    (error: unknown) => {
      if (!isDuplicate(error)) throw error; // told already
    },
  );
}

/** Whether an error says that a receipt was refused: an end, not a fault. */
export const isReceiptRefused = (error: unknown): boolean => error instanceof AppError && error.code === 'receipt_refused';
