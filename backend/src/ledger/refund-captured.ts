import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { read } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows, updateRows } from '../database/write.js';
import { Payment } from './payment.entity.js';
import { Refund } from './refund.entity.js';
import { refundDeadline } from './rules/refund-deadline.js';

const payments = table(Payment);
const TAKEN = { id: payments.id, orderId: payments.orderId, captured: payments.captured, committed: payments.committed };

/** Owes the customer all that was captured and is not owed yet; the refund job sends it. Gives the won. */
export async function refundCaptured(
  tx: EntityManager,
  ctx: Context,
  orderId: number,
  cause: Pick<Refund, 'k' | 'kind' | 'reason'>,
): Promise<number> {
  const [payment] = await read(
    tx,
    TAKEN,
    sql`FROM ${payments} WHERE ${payments.orderId} = ${orderId} AND ${payments.state} = ${'paid'} ${FOR_UPDATE}`,
  );
  if (!payment) return 0;
  const amount = payment.captured - payment.committed;
  if (amount > 0) await owe(tx, ctx, payment, { ...cause, amount, lineId: null });
  return amount;
}

/**
 * Writes one refund and commits its won, in the transaction of its cause.
 * @throws Error when it would give back more than was captured, or when the cause has already given
 */
export async function owe(
  tx: EntityManager,
  ctx: Context,
  payment: Pick<Payment, 'id' | 'orderId'>,
  refund: Pick<Refund, 'k' | 'kind' | 'reason' | 'amount' | 'lineId'>,
): Promise<void> {
  const committed = sql`${payments.committed} + ${refund.amount}`;
  const covered = sql`${payments.id} = ${payment.id} AND ${committed} <= ${payments.captured}`;
  if ((await updateRows(tx, Payment, { committed }, covered)) === 0) throw new Error(`Refund ${refund.k} exceeds what was captured.`);
  const now = ctx.clock.now();
  await insertRows(tx, Refund, {
    ...refund,
    paymentId: payment.id,
    orderId: payment.orderId,
    state: 'due',
    dueAt: now,
    promisedBy: refundDeadline(now),
    requestedAt: now,
  });
}
