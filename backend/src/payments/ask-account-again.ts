import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { conflict, notFound } from '../kernel/errors.js';
import { tellCustomer } from '../customers/tell-customer.js';
import { Order } from '../orders/order.entity.js';
import { allowStaff } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { forgetAccount, forgetApprovals } from '../ledger/refund-accounts.js';
import { RefundAccount } from '../ledger/refund-account.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { say } from '../words/say.js';
import { readRow, readRowOrFail } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const refunds = table(Refund);
const refundAccounts = table(RefundAccount);
const orders = table(Order);

/**
 * For an account that the bank does not take: it is erased with the approvals it had, and the customer is asked for another.
 * @param input.reason stays in the audit log
 * @throws AppError 403; 404; 409 `not_manual`, 409 `no_account`
 */
export async function askAccountAgain(ctx: Context, { id, reason }: { id: number; reason: string }): Promise<void> {
  allowStaff(ctx, 'orders', 'cancel');
  await transact(ctx.db, async (tx) => {
    const refund = await readRow(tx, Refund, sql`WHERE ${refunds.id} = ${id} ${FOR_UPDATE}`);
    if (!refund) throw notFound();
    if (refund.state !== 'manual') throw conflict('not_manual');
    const account = await readRow(tx, RefundAccount, sql`WHERE ${refundAccounts.refundId} = ${id}`);
    if (!account) throw conflict('no_account.asked');
    await forgetAccount(tx, id);
    await forgetApprovals(tx, id);
    await audit(tx, ctx, { action: 'askAccountAgain', resource: 'refunds', recordId: id, reason });
    const order = await readRowOrFail(tx, Order, sql`WHERE ${orders.id} = ${refund.orderId}`);
    const text = say('sms.refund_account_again', { number: order.number });
    await tellCustomer(tx, ctx, order, { what: `refund-${id}-again-${account.namedAt.getTime()}`, text, purpose: 'refund' });
  });
}
