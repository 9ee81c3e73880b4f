import type { Context, Receipt } from '../kernel/context.js';
import { OutsideError } from '../kernel/context.js';
import { isDuplicate, transact } from '../database/database.js';
import { readRows } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { conflict } from '../kernel/errors.js';
import { tryMoveMoney } from '../orders/move-order.js';
import { Order } from '../orders/order.entity.js';
import { type OrderDetailView, showOrder, viewDetail } from '../orders/show-order.js';
import { randomId } from '../kernel/random.js';
import { captureOrLapse } from './capture-or-lapse.js';
import { markForReading } from './mark-for-reading.js';
import { openPayment } from '../ledger/payments.js';
import { Payment } from '../ledger/payment.entity.js';
import { type Payable, readPayable } from './read-payable.js';
import { type Recorded, recordCapture } from './record-capture.js';
import { type PaidNow, recordUsual } from './record-usual.js';
import { refuseReceipt } from './refuse-receipt.js';
import { checkReceipt } from './rules/check-receipt.js';

const orders = table(Order);
const payments = table(Payment);

/** How long this call may talk to Bootpay alone; the reconciler waits for it. */
const LEASE_MS = 30_000;
const FIRST_CHECK_MS = 120_000;

type Input = { number: string; receiptId: string };

/**
 * Takes a receipt of the payment window for an order: read, checked, confirmed, paid. Asking again is safe.
 * @returns `paid`, or `confirming` while Bootpay's word is still out; the reconciler then goes on
 * @throws AppError 404; 409 `receipt_refused`, after which the order can still be paid with a right one
 */
export const confirmPayment = async (ctx: Context, input: Input): Promise<'paid' | 'confirming'> => (await take(ctx, input)).outcome;

/** The same for who wants to see the order then; where all went as usual, it is known without reading it again. */
export async function confirmAndShow(ctx: Context, input: Input): Promise<{ outcome: 'paid' | 'confirming'; order: OrderDetailView }> {
  const { outcome, order } = await take(ctx, input);
  return { outcome, order: order ?? (await showOrder(ctx, input.number)).order };
}

/** `order` is null where it has to be read. */
interface Taken {
  outcome: 'paid' | 'confirming';
  order: OrderDetailView | null;
}

async function take(ctx: Context, input: Input): Promise<Taken> {
  const { receiptId } = input;
  const payable = await readPayable(ctx, input);
  const { order, known } = payable;
  if (known) return unseen(answerKnown(known, order));

  const receipt = await readOrKeep(ctx, order, receiptId);
  if (!receipt) return unseen('confirming');
  const verdict = checkReceipt(receipt, order, ctx.settings.sandbox);
  if (!verdict.ok) throw await refuseReceipt(ctx, order, receipt, verdict.reason);

  const lease = await claim(ctx, order, receipt);
  if (!lease) return unseen(await whoWasFaster(ctx, order, receipt));
  let view: OrderDetailView | null = null;
  const record = async (_: Context, captured: Receipt): Promise<Recorded> => {
    const paid = await recordUsual(ctx, payable, captured);
    if (!paid) return recordCapture(ctx, captured);
    // An earlier try may have left payments and refunds, which it shows too.
    if (payable.tries === 0) view = viewPaid(payable, captured, paid);
    return 'paid';
  };
  const outcome = await captureOrLapse(ctx, { receiptId, lease, receipt, record });
  return { outcome, order: view };
}

const unseen = (outcome: Taken['outcome']): Taken => ({ outcome, order: null });

function viewPaid({ order, promotion, lines }: Payable, { method, price }: Receipt, moments: PaidNow): OrderDetailView {
  const payment = { method, amount: price, state: 'paid' as const, paidAt: moments.paidAt };
  return viewDetail({ ...NOT_YET, ...order, state: 'paid', pay: 'paid', ...moments }, promotion, lines, { payments: [payment] });
}

/** What has not happened to an order that is being paid. */
const NOT_YET = {
  expiredAt: null,
  preparingAt: null,
  shippedAt: null,
  deliveredAt: null,
  completedAt: null,
  returnRequestedAt: null,
  returnedAt: null,
  cancelledAt: null,
};

type PayingOrder = Payable['order'];

function answerKnown(payment: NonNullable<Payable['known']>, order: PayingOrder): 'paid' | 'confirming' {
  if (payment.orderId !== order.id) throw conflict('receipt_refused.used');
  if (payment.state === 'lapsed' && payment.captured > 0) throw conflict('receipt_refused.goes_back');
  if (payment.state === 'lapsed') throw conflict('receipt_refused.lapsed');
  return payment.state;
}

// Bootpay cannot be asked now: the receipt is kept, and read as soon as it can. Only a definite "no such receipt" refuses.
async function readOrKeep(ctx: Context, order: PayingOrder, receiptId: string): Promise<Receipt | null> {
  try {
    return await ctx.payments.readReceipt(receiptId);
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    if (error.kind === 'refused') throw conflict('receipt_refused.unknown');
    await markForReading(ctx, { receiptId, orderId: order.id });
    return null;
  }
}

/** Stores that this receipt is being confirmed, before anything is asked of Bootpay. Null when another was faster or time ran out. */
async function claim(ctx: Context, order: PayingOrder, receipt: Receipt): Promise<string | null> {
  const lease = randomId();
  const now = ctx.clock.now();
  try {
    return await transact(ctx.db, async (tx) => {
      const inTime = sql`${orders.expiresAt} > ${now}`;
      if (!(await tryMoveMoney(tx, order.id, 'confirming', {}, { state: 'pending', when: inTime }))) return null;
      await openPayment(tx, {
        orderId: order.id,
        provider: ctx.payments.provider,
        receiptId: receipt.receiptId,
        state: 'confirming',
        method: receipt.method,
        amount: receipt.price,
        lease,
        leaseUntil: new Date(now.getTime() + LEASE_MS),
        nextCheckAt: new Date(now.getTime() + FIRST_CHECK_MS),
        submittedAt: now,
      });
      return lease;
    });
  } catch (error) {
    if (isDuplicate(error)) return null;
    throw error;
  }
}

async function whoWasFaster(ctx: Context, order: PayingOrder, receipt: Receipt): Promise<'paid' | 'confirming'> {
  const [known] = await readRows(ctx.db, Payment, sql`WHERE ${payments.receiptId} = ${receipt.receiptId}`);
  if (known) return answerKnown(known, order);
  throw await refuseReceipt(ctx, order, receipt, 'not_payable');
}
