import type { EntityManager } from 'typeorm';
import { type Context, OutsideError, type Receipt } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { enqueue } from '../outbox/outbox.js';
import { tellCustomer } from '../customers/tell-customer.js';
import { Order } from '../orders/order.entity.js';
import { randomId } from '../kernel/random.js';
import { completeRefund } from './complete-refund.js';
import { Payment } from '../ledger/payment.entity.js';
import { freeLease, leasePayment } from '../ledger/payments.js';
import { moveRefund, noteTry, postponeRefund } from '../ledger/refunds.js';
import { Refund } from '../ledger/refund.entity.js';
import { afterCancel, nextTry, REFUSALS_BEFORE_PEOPLE } from '../ledger/rules/refund-progress.js';
import { type Said, say } from '../words/say.js';
import { told } from '../words/sentence.js';
import { exists, readRow, readRowOrFail } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const refunds = table(Refund);
const payments = table(Payment);
const orders = table(Order);

const LEASE_MS = 60_000;

/**
 * Sends one refund that is owed to Bootpay, or finds out how an earlier try ended. One at a time per receipt.
 * False when it is not due, or another of the same receipt is under way. Nothing is sent twice: after a try without an answer the receipt is read first, and only an unchanged one is tried again.
 */
export async function sendRefund(ctx: Context, id: number): Promise<boolean> {
  const claimed = await claim(ctx, id);
  if (!claimed) return false;
  const { refund, payment, lease } = claimed;
  try {
    // A receipt that Bootpay does not know refuses a first try; after one it says nothing of where that one ended.
    const before = await (refund.cancelledBefore === null ? ctx.payments.readReceipt(payment.receiptId) : readInDoubt(ctx, payment));
    if (refund.cancelledBefore !== null && before.cancelledPrice !== refund.cancelledBefore) {
      await settle(ctx, claimed, before);
      return true;
    }
    if (!(await remember(ctx, refund, before))) return true;
    const after = await cancel(ctx, claimed, before);
    await settle(ctx, { ...claimed, refund: { ...refund, cancelledBefore: before.cancelledPrice } as Refund }, after);
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    await postpone(ctx, refund, error);
  } finally {
    await freeLease(ctx.db, { id: payment.id, lease });
  }
  return true;
}

interface Claimed {
  refund: Refund;
  payment: Payment;
  lease: string;
}

async function claim(ctx: Context, id: number): Promise<Claimed | null> {
  const now = ctx.clock.now();
  const lease = randomId();
  return transact(ctx.db, async (tx) => {
    const { paymentId } = (await readRow(tx, Refund, sql`WHERE ${refunds.id} = ${id} AND ${refunds.state} = ${'due'}`)) ?? { paymentId: 0 };
    const payment = await readRow(tx, Payment, sql`WHERE ${payments.id} = ${paymentId} ${FOR_UPDATE}`);
    // Read once the payment is held: before that, another worker may just have been sending it.
    const refund = await readRow(
      tx,
      Refund,
      sql`WHERE ${refunds.id} = ${id} AND ${refunds.state} = ${'due'} AND ${refunds.dueAt} <= ${now}`,
    );
    if (!payment || !refund || (await anotherInFlight(tx, refund))) return null;
    const leased = await leasePayment(tx, { id: paymentId, lease, until: new Date(now.getTime() + LEASE_MS), now });
    return leased ? { refund, payment, lease } : null;
  });
}

// One whose outcome is not known yet goes first: its amount could not be told from ours on the receipt.
const anotherInFlight = (tx: EntityManager, refund: Refund) =>
  exists(
    tx,
    sql`FROM ${refunds} WHERE ${refunds.paymentId} = ${refund.paymentId} AND ${refunds.id} <> ${refund.id}
      AND ${refunds.state} = ${'due'} AND ${refunds.cancelledBefore} IS NOT NULL AND ${refunds.attempts} > 0`,
  );

/**
 * The receipt afterwards. A refusal may come because an earlier try, given up for lost, has arrived: the receipt has the last word.
 * @throws OutsideError `refused` only where the receipt was read since and nothing has gone back; else it is not known
 */
async function cancel(ctx: Context, { refund, payment }: Claimed, before: Receipt): Promise<Receipt> {
  const { receiptId } = payment;
  const reason = refund.reason || told('reason.cancelled');
  try {
    return await ctx.payments.cancel({ receiptId, amount: refund.amount, cancelId: `mng-refund-${refund.id}`, reason });
  } catch (error) {
    if (!(error instanceof OutsideError) || error.kind !== 'refused') throw error;
    const now = await readInDoubt(ctx, payment);
    if (now.cancelledPrice === before.cancelledPrice) throw error;
    return now;
  }
}

/** The receipt, whose reading alone can tell what became of a try. @throws OutsideError, never a definite refusal */
function readInDoubt(ctx: Context, { receiptId }: Payment): Promise<Receipt> {
  return ctx.payments.readReceipt(receiptId).catch((error: unknown) => {
    throw error instanceof OutsideError ? new OutsideError('unknown', error.code, error.message) : error;
  });
}

// False for a worker that overslept its lease: another has gone on from here meanwhile.
function remember(ctx: Context, refund: Refund, receipt: Receipt): Promise<boolean> {
  const next = { cancelledBefore: receipt.cancelledPrice, dueAt: nextTry(ctx.clock.now()) };
  return noteTry(ctx.db, refund, next);
}

async function settle(ctx: Context, { refund, payment }: Claimed, receipt: Receipt): Promise<void> {
  const progress = afterCancel({ before: refund.cancelledBefore ?? 0, amount: refund.amount, now: receipt.cancelledPrice });
  if (progress === 'done') return completeRefund(ctx, { refund, captured: payment.captured });
  if (progress === 'not_yet') return;
  await transact(ctx.db, async (tx) => {
    const lastError = `receipt says ${receipt.cancelledPrice} won cancelled, expected ${(refund.cancelledBefore ?? 0) + refund.amount}`;
    await moveRefund(tx, refund.id, 'frozen', { lastError });
    await alert(tx, ctx, refund, say('slack.refund_frozen', { amount: refund.amount, found: lastError }));
  });
}

async function postpone(ctx: Context, refund: Refund, error: OutsideError): Promise<void> {
  ctx.log.warn({ refund: refund.k, kind: error.kind, code: error.code }, 'A refund did not go through');
  const lastError = `${error.code}: ${error.message}`.slice(0, 300);
  const now = ctx.clock.now();
  // What was refused is not under way: nothing has to be waited for.
  const dueAt = error.kind === 'refused' ? new Date(now.getTime() + ctx.settings.refundRetryMs) : nextTry(now);
  const refusals = refund.refusals + (error.kind === 'refused' ? 1 : 0);
  if (refusals >= REFUSALS_BEFORE_PEOPLE) {
    await transact(ctx.db, async (tx) => {
      await moveRefund(tx, refund.id, 'manual', { cancelledBefore: null, refusals, lastError });
      await alert(tx, ctx, refund, say('slack.refund_by_hand', { amount: refund.amount, code: error.code }));
      await askForAccount(tx, ctx, refund);
    });
    return;
  }
  await postponeRefund(ctx.db, refund.id, { refusals, lastError, dueAt });
}

async function askForAccount(tx: EntityManager, ctx: Context, refund: Refund): Promise<void> {
  const order = await readRowOrFail(tx, Order, sql`WHERE ${orders.id} = ${refund.orderId}`);
  const text = say('sms.refund_account', { number: order.number, amount: refund.amount });
  await tellCustomer(tx, ctx, order, { what: `refund-${refund.id}-account`, text, purpose: 'refund' });
}

const alert = (tx: EntityManager, ctx: Context, refund: Refund, text: Said) =>
  enqueue(tx, ctx, { k: `refund/${refund.id}/alert`, channel: 'slack', groupKey: 'alerts', text, purpose: 'alert' });
