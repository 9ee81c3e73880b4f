import type { Context } from '../kernel/context.js';
import { Order } from '../orders/order.entity.js';
import { Staff } from '../staff/staff.entity.js';
import { RefundAccount } from '../ledger/refund-account.entity.js';
import { RefundApproval } from '../ledger/refund-approval.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { told } from '../words/sentence.js';
import { read, readFirst, readRow, readRows } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const refunds = table(Refund);
const orders = table(Order);
const refundAccounts = table(RefundAccount);
const refundApprovals = table(RefundApproval);
const staffTable = table(Staff);

/** How far a refund is: its order, whether the customer has named an account, and who has approved. No account. */
export async function readRefundDetail(ctx: Context, refundId: number) {
  const { manager } = ctx.db;
  const refund = await readFirst(
    manager,
    { id: refunds.id, orderId: refunds.orderId, state: refunds.state },
    sql`FROM ${refunds} WHERE ${refunds.id} = ${refundId}`,
  );
  if (!refund) return null;
  const [order, named, approvals] = await Promise.all([
    readFirst(manager, { id: orders.id, number: orders.number }, sql`FROM ${orders} WHERE ${orders.id} = ${refund.orderId}`),
    readRow(manager, RefundAccount, sql`WHERE ${refundAccounts.refundId} = ${refundId}`),
    readRows(manager, RefundApproval, sql`WHERE ${refundApprovals.refundId} = ${refundId} ORDER BY ${refundApprovals.at}`),
  ]);
  const staff = await read(
    manager,
    { id: staffTable.id, name: staffTable.name },
    sql`FROM ${staffTable} WHERE ${staffTable.id} IN ${approvals.map((one) => one.staffId)}`,
  );
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
