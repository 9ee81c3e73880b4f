import { Not, IsNull, LessThanOrEqual } from 'typeorm';
import { backupJobs } from '../backup/backup-jobs.js';
import type { BackupSettings } from '../backup/backup-settings.js';
import type { Config } from '../config.js';
import { sweepPictures } from '../catalog/sweep-pictures.js';
import { type Context, OutsideError } from '../context.js';
import { eachOf } from '../each-of.js';
import { deliverOutbox } from '../messaging/deliver-outbox.js';
import { expireOrder } from '../orders/expire-order.js';
import { COMPLETED_AFTER_MS, completeOrder, DELIVERED_AFTER_MS } from '../orders/complete-order.js';
import { Order } from '../orders/order.entity.js';
import { CANCELLABLE } from '../orders/rules/order-state.js';
import { Payment } from '../payments/payment.entity.js';
import { QUIET_MS, readProbe } from '../payments/read-probe.js';
import { ReceiptProbe } from '../payments/receipt-probe.entity.js';
import { reconcileDay } from '../payments/reconcile-day.js';
import { reconcilePayment } from '../payments/reconcile-payment.js';
import { Refund } from '../payments/refund.entity.js';
import { warnOverdue } from '../payments/warn-overdue.js';
import { takeDailyRun } from './daily.js';
import { sendRefund } from '../payments/send-refund.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { cancelOrdersOf } from '../promotions/cancel-promotion.js';
import { settlePromotion } from '../promotions/settle-promotion.js';
import { tellParticipants, untoldNotices } from '../promotions/tell-participants.js';

const BATCH = 100;
/** Refunds that talk to Bootpay at a time, each of another receipt: after a settlement there are thousands. */
const REFUNDS_AT_ONCE = 8;

/** Everything that goes on by itself. Each finds what is due and calls a verb for it, which decides again under lock. */
export function jobs(ctx: Context, every: Config['every'], backup: BackupSettings | null = null): Job[] {
  const system: Context = { ...ctx, actor: { kind: 'system' } };
  return [
    { name: 'slack', every: every.outbox, run: () => deliverOutbox(system, 'slack') },
    { name: 'sms', every: every.outbox, run: () => deliverOutbox(system, 'sms') },
    {
      name: 'refunds',
      every: every.refunds,
      run: () => forEach(system, 'refund', dueRefunds(system), (id) => sendRefund(system, id), REFUNDS_AT_ONCE),
    },
    { name: 'expiry', every: every.expiry, run: () => forEach(system, 'order', expiredOrders(system), (id) => expireOrder(system, id)) },
    {
      name: 'payments',
      every: every.reconcile,
      run: () => forEach(system, 'payment', duePayments(system), (id) => reconcilePayment(system, id)),
    },
    {
      name: 'settlement',
      every: every.settle,
      run: () => forEach(system, 'promotion', closedPromotions(system), (id) => settled(system, id)),
    },
    {
      name: 'notices',
      every: every.outbox,
      run: () => forEach(system, 'notice', untoldNotices(system), async (id) => (await tellParticipants(system, id)) > 0),
    },
    { name: 'cancelled promotions', every: every.settle, run: () => cancelLeftOvers(system) },
    {
      name: 'completion',
      every: every.settle,
      run: () => forEach(system, 'order', arrivedOrders(system), (id) => completeOrder(system, id)),
    },
    { name: 'nightly', every: every.settle, run: () => nightly(system) },
    { name: 'pictures', every: every.settle, run: () => sweepOnceADay(system) },
    { name: 'probes', every: every.reconcile, run: () => forEach(system, 'receipt', dirtyReceipts(system), (id) => readProbe(system, id)) },
    ...(backup ? backupJobs(system, backup) : []),
  ];
}

export interface Job {
  name: string;
  /** ms between the end of one run and the next. */
  every: number;
  /** Gives how many things it did; a full batch is followed by the next at once. */
  run(): Promise<number>;
}

// Those that wait for another of their receipt, or for the lease of a process that died, are left out: a batch full of
// them would never get to the others.
async function dueRefunds(ctx: Context): Promise<number[]> {
  const rows = await ctx.db.manager
    .createQueryBuilder(Refund, 'refund')
    .select('refund.id', 'id')
    .innerJoin('refund.payment', 'payment')
    .where(`refund.state = 'due' AND refund.dueAt <= :now`, { now: ctx.clock.now() })
    .andWhere('(payment.lease IS NULL OR payment.leaseUntil < :now)')

    .andWhere(
      `NOT EXISTS (SELECT 1 FROM refunds other WHERE other.payment_id = refund.payment_id AND other.id <> refund.id
        AND other.state = 'due' AND other.attempts > 0 AND other.cancelled_before IS NOT NULL)`,
    )
    .orderBy('refund.dueAt')
    .limit(BATCH)
    .getRawMany<{ id: number }>();
  return rows.map((row) => row.id);
}

async function expiredOrders(ctx: Context): Promise<number[]> {
  const where = { state: 'pending' as const, expiresAt: LessThanOrEqual(ctx.clock.now()) };
  const rows = await ctx.db.manager.find(Order, {
    where: [
      { ...where, pay: 'none' },
      { ...where, pay: 'failed' },
    ],
    select: { id: true },
    order: { expiresAt: 'ASC' },
    take: BATCH,
  });
  return rows.map((row) => row.id);
}

async function duePayments(ctx: Context): Promise<number[]> {
  const nextCheckAt = LessThanOrEqual(ctx.clock.now());
  const rows = await ctx.db.manager.find(Payment, {
    where: [
      { state: 'confirming', nextCheckAt },
      { state: 'lapsed', nextCheckAt },
    ],
    select: { id: true },
    order: { nextCheckAt: 'ASC' },
    take: BATCH,
  });
  return rows.map((row) => row.id);
}

async function closedPromotions(ctx: Context): Promise<number[]> {
  const where = { state: 'published' as const, closesAt: LessThanOrEqual(ctx.clock.now()) };
  const rows = await ctx.db.manager.find(Promotion, { where, select: { id: true }, order: { closesAt: 'ASC' }, take: BATCH });
  return rows.map((row) => row.id);
}

const settled = async (ctx: Context, id: number) => (await settlePromotion(ctx, id)) === 'done';

async function cancelLeftOvers(ctx: Context): Promise<number> {
  const rows = await ctx.db.manager
    .createQueryBuilder(Order, 'o')
    .innerJoin(Promotion, 'p', `p.id = o.promotionId AND p.state = 'cancelled'`)
    .select('DISTINCT o.promotionId', 'id')
    .where('o.state IN (:...states)', { states: CANCELLABLE })
    .getRawMany<{ id: number }>();
  return forEach(ctx, 'promotion', Promise.resolve(rows.map((row) => row.id)), async (id) => (await cancelOrdersOf(ctx, id)) > 0);
}

/** When nothing much is going on: four in the morning in Korea. */
const NIGHT_HOUR = 4;

async function nightly(ctx: Context): Promise<number> {
  const day = await takeDailyRun(ctx, 'ledger', NIGHT_HOUR);
  if (!day) return 0;
  await reconcileDay(ctx, day);
  await warnOverdue(ctx);
  return 1;
}

async function sweepOnceADay(ctx: Context): Promise<number> {
  return (await takeDailyRun(ctx, 'pictures', NIGHT_HOUR)) ? sweepPictures(ctx) : 0;
}

async function arrivedOrders(ctx: Context): Promise<number[]> {
  const since = (ms: number) => LessThanOrEqual(new Date(ctx.clock.now().getTime() - ms));
  const where = [
    { state: 'shipped' as const, shippedAt: since(DELIVERED_AFTER_MS) },
    { state: 'delivered' as const, deliveredAt: since(COMPLETED_AFTER_MS) },
  ];
  const rows = await ctx.db.manager.find(Order, { where, select: { id: true }, take: BATCH });
  return rows.map((row) => row.id);
}

async function dirtyReceipts(ctx: Context): Promise<string[]> {
  const quietSince = new Date(ctx.clock.now().getTime() - QUIET_MS);
  const dirtyAt = Not(IsNull());
  const where = [
    { dirtyAt, readAt: IsNull() },
    { dirtyAt, readAt: LessThanOrEqual(quietSince) },
  ];
  const rows = await ctx.db.manager.find(ReceiptProbe, { where, select: { receiptId: true }, order: { dirtyAt: 'ASC' }, take: BATCH });
  return rows.map((row) => row.receiptId);
}

// `false` from a verb: there was nothing to do. One that fails does not hold up the rest; it is still due, and tried at the next run.
async function forEach<T>(ctx: Context, what: string, due: Promise<T[]>, work: (id: T) => Promise<unknown>, atOnce = 1): Promise<number> {
  let done = 0;
  await eachOf(await due, atOnce, async (id) => {
    try {
      if ((await work(id)) !== false) done++;
    } catch (error) {
      const level = error instanceof OutsideError ? 'warn' : 'error';
      ctx.log[level]({ what, id, err: error }, 'A job could not finish one of its things');
    }
  });
  return done;
}
