import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { needPassword } from '../customers/step-up.js';
import { conflict, notFound } from '../kernel/errors.js';
import { encryptField } from '../kernel/field-encryption.js';
import { Order } from '../orders/order.entity.js';
import { accountPlace, type BankAccount, keepAccount } from '../ledger/refund-accounts.js';
import { RefundApproval } from '../ledger/refund-approval.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { readRow, readRows } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const orders = table(Order);
const refundsTable = table(Refund);
const refundApprovals = table(RefundApproval);

/**
 * The account to which a refund goes that Bootpay refused for good. Kept encrypted until the money has gone. It can be
 * named again until the first of the staff has approved: what one looked at is what the other transfers to.
 * @throws AppError 404; 403 `password_needed`; 409 `no_manual_refund`, 409 `transfer_under_way`
 */
export async function nameRefundAccount(ctx: Context, number: string, account: BankAccount): Promise<void> {
  const order = await readRow(ctx.db, Order, sql`WHERE ${orders.number} = ${number} AND ${orders.customerId} = ${asCustomer(ctx).id}`);
  if (!order) throw notFound();
  await needPassword(ctx.db.manager, ctx);
  await transact(ctx.db, async (tx) => {
    const refunds = await readRows(
      tx,
      Refund,
      sql`WHERE ${refundsTable.orderId} = ${order.id} AND ${refundsTable.state} = ${'manual'} ORDER BY ${refundsTable.id} ${FOR_UPDATE}`,
    );
    if (refunds.length === 0) throw conflict('no_manual_refund');
    const approved = await readRows(tx, RefundApproval, sql`WHERE ${refundApprovals.refundId} IN ${refunds.map((refund) => refund.id)}`);
    const open = refunds.filter(({ id }) => approved.every(({ refundId }) => refundId !== id));
    if (open.length === 0) throw conflict('transfer_under_way');
    for (const { id } of open) {
      const { bank, number: digits, holder } = account;
      const text = encryptField(ctx.settings, accountPlace(id), JSON.stringify({ bank, number: digits, holder }));
      await keepAccount(tx, { refundId: id, account: text, namedAt: ctx.clock.now() });
    }
  });
}
