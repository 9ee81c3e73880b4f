import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { conflict, notFound } from '../kernel/errors.js';
import { tellCustomer } from '../customers/tell-customer.js';
import { Order } from '../orders/order.entity.js';
import { allowStaff } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { completeLocked } from './complete-refund.js';
import { Payment } from '../ledger/payment.entity.js';
import { approveTransfer, forgetAccount } from '../ledger/refund-accounts.js';
import { RefundAccount } from '../ledger/refund-account.entity.js';
import { RefundApproval } from '../ledger/refund-approval.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { say } from '../words/say.js';
import { countRows, exists, readFirst, readRowOrFail } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const orders = table(Order);
const payments = table(Payment);
const refunds = table(Refund);
const refundAccounts = table(RefundAccount);
const refundApprovals = table(RefundApproval);

const APPROVALS = 2;

/**
 * One of the two approvals that a refund by hand needs. With the second it counts as done: whoever gives it has made the
 * transfer. The account is then erased. The same person twice counts once.
 * @param input.amount in won, typed by whoever approves: it must be the refund's
 * @returns how many approvals are still missing
 * @throws AppError 403; 404; 409 `not_manual`, 409 `other_amount`, 409 `no_account`
 */
export async function approveManualRefund(ctx: Context, { id, amount }: { id: number; amount: number }): Promise<number> {
  const { id: staffId } = allowStaff(ctx, 'orders', 'cancel');
  return transact(ctx.db, async (tx) => {
    const { orderId, paymentId } = await knownRefund(tx, id);
    const order = await readRowOrFail(tx, Order, sql`WHERE ${orders.id} = ${orderId} ${FOR_UPDATE}`);
    const payment = await readRowOrFail(tx, Payment, sql`WHERE ${payments.id} = ${paymentId} ${FOR_UPDATE}`);
    const refund = await readRowOrFail(tx, Refund, sql`WHERE ${refunds.id} = ${id} ${FOR_UPDATE}`);
    if (refund.state !== 'manual') throw conflict('not_manual');
    if (refund.amount !== amount) throw conflict('other_amount', { amount: refund.amount });
    if (!(await exists(tx, sql`FROM ${refundAccounts} WHERE ${refundAccounts.refundId} = ${id}`))) throw conflict('no_account');
    await approveTransfer(tx, { refundId: id, staffId, at: ctx.clock.now() });
    await audit(tx, ctx, { action: 'approveManualRefund', resource: 'refunds', recordId: id, changes: { amount: refund.amount } });
    const missing = APPROVALS - (await countRows(tx, sql`FROM ${refundApprovals} WHERE ${refundApprovals.refundId} = ${id}`));
    if (missing > 0) return missing;
    await completeLocked(tx, ctx, { refund, captured: payment.captured }, 'manual');
    await forgetAccount(tx, id);
    const text = say('sms.transferred', { number: order.number, amount: refund.amount });
    await tellCustomer(tx, ctx, order, { what: `refund-${id}-transferred`, text, purpose: 'refund' });
    return 0;
  });
}

async function knownRefund(tx: EntityManager, id: number): Promise<Pick<Refund, 'orderId' | 'paymentId'>> {
  const refund = await readFirst(
    tx,
    { id: refunds.id, orderId: refunds.orderId, paymentId: refunds.paymentId },
    sql`FROM ${refunds} WHERE ${refunds.id} = ${id}`,
  );
  if (!refund) throw notFound();
  return refund;
}
