import { In } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { Order } from '../orders/order.entity.js';
import { Staff } from '../staff/staff.entity.js';
import { RefundAccount } from '../ledger/refund-account.entity.js';
import { RefundApproval } from '../ledger/refund-approval.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { told } from '../words/sentence.js';

/** How far a refund is: its order, whether the customer has named an account, and who has approved. No account. */
export async function readRefundDetail(ctx: Context, refundId: number) {
  const { manager } = ctx.db;
  const refund = await manager.findOne(Refund, { where: { id: refundId }, select: { id: true, orderId: true, state: true } });
  if (!refund) return null;
  const [order, named, approvals] = await Promise.all([
    manager.findOne(Order, { where: { id: refund.orderId }, select: { id: true, number: true } }),
    manager.findOneBy(RefundAccount, { refundId }),
    manager.find(RefundApproval, { where: { refundId }, order: { at: 'ASC' } }),
  ]);
  const staff = await manager.find(Staff, { where: { id: In(approvals.map((one) => one.staffId)) }, select: { id: true, name: true } });
  return {
    order: order && { id: order.id, number: order.number },
    state: refund.state,
    namedAt: named?.namedAt ?? null,
    approvals: approvals.map(({ staffId, at }) => ({
      name: staff.find((one) => one.id === staffId)?.name ?? told('staff.unnamed', { id: staffId }),
      at,
    })),
  };
}
export type RefundDetail = NonNullable<Awaited<ReturnType<typeof readRefundDetail>>>;
