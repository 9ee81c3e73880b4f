import { setTimeout } from 'node:timers/promises';
import pLimit from 'p-limit';
import { sealLogs } from '../access/seal-logs.js';
import { backupJobs } from '../backup/backup-jobs.js';
import type { BackupSettings } from '../backup/backup-settings.js';
import { checkLogsDaily } from '../backup/check-logs.js';
import { openPlace } from '../backup/open-place.js';
import { isOrdered } from '../orders/is-ordered.js';
import { sweepPictures } from '../catalog/sweep-pictures.js';
import { type Context, OutsideError } from '../kernel/context.js';
import { forgetCodeCounts } from '../customers/code-allowance.js';
import { forgetPreviousPhones } from '../customers/forget-previous-phones.js';
import { deliverOutbox } from '../outbox/deliver-outbox.js';
import { smsConsents } from '../customers/sms-consents.js';
import { expireOrder } from '../orders/expire-order.js';
import { completeOrder } from '../orders/complete-order.js';
import { readProbe } from '../payments/read-probe.js';
import { reconcileDay } from '../payments/reconcile-day.js';
import { reconcilePayment } from '../payments/reconcile-payment.js';
import { warnOverdue } from '../payments/warn-overdue.js';
import { settleProbes } from '../payments/settle-probes.js';
import { sendRefund } from '../payments/send-refund.js';
import { cancelOrdersOf } from '../settlement/cancel-promotion.js';
import { settlePromotion } from '../settlement/settle-promotion.js';
import { tellParticipants, untoldNotices } from '../settlement/tell-participants.js';
import { takeDailyRun } from '../database/daily.js';
import { forgetDaily, type LogKeeper } from './retention.js';
import { arrivedOrders, cancelledPromotions, closedPromotions, dirtyReceipts, duePayments, dueRefunds, expiredOrders } from './due.js';

/** Of each job, so many talk to Bootpay at a time, each of another receipt: after a settlement, or a rush, thousands wait. */
const AT_ONCE = 8;
/** A run waits no longer than that for what does not answer: the next one goes on with the others meanwhile. */
const PATIENCE_MS = 2_000;

/** Pauses between two runs of a job, ms. */
export type Every = Readonly<Record<'outbox' | 'refunds' | 'expiry' | 'reconcile' | 'settle', number>>;

/**
 * Everything that goes on by itself. Each finds what is due and calls a verb for it, which decides again under lock.
 * @param keeper left out where the shop's own user of the database may delete entries of the logs
 */
export function jobs(ctx: Context, every: Every, backup: BackupSettings | null = null, keeper: LogKeeper = (work) => work(ctx.db)): Job[] {
  const anchors = backup && { place: openPlace(backup.url, backup.container), days: backup.days };
  const system: Context = { ...ctx, actor: { kind: 'system' } };
  return [
    { name: 'slack', every: every.outbox, run: () => deliverOutbox(system, smsConsents, 'slack') },
    { name: 'sms', every: every.outbox, run: () => deliverOutbox(system, smsConsents, 'sms') },
    {
      name: 'refunds',
      every: every.refunds,
      ...abreast(system, 'refund', dueRefunds, sendRefund),
    },
    { name: 'expiry', every: every.expiry, run: () => forEach(system, 'order', expiredOrders(system), (id) => expireOrder(system, id)) },
    {
      name: 'payments',
      every: every.reconcile,
      ...abreast(system, 'payment', duePayments, reconcilePayment),
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
    {
      name: 'cancelled promotions',
      every: every.settle,
      run: () => forEach(system, 'promotion', cancelledPromotions(system), async (id) => (await cancelOrdersOf(system, id)) > 0),
    },
    {
      name: 'completion',
      every: every.settle,
      run: () => forEach(system, 'order', arrivedOrders(system), (id) => completeOrder(system, id)),
    },
    { name: 'nightly', every: every.settle, run: () => nightly(system) },
    { name: 'pictures', every: every.settle, run: () => sweepOnceADay(system) },
    { name: 'seals', every: every.settle, run: () => sealLogs(system) },
    { name: 'retention', every: every.settle, run: () => forgetDaily(system, keeper) },
    { name: 'logs', every: every.settle, run: () => checkLogsDaily(system, anchors) },
    { name: 'probes', every: every.reconcile, ...abreast(system, 'receipt', receiptsInDoubt, readProbe) },
    ...(backup ? backupJobs(system, backup) : []),
  ];
}

export interface Job {
  name: string;
  /** ms between the end of one run and the next. */
  every: number;
  /** Gives how many things it did; a full batch is followed by the next at once. */
  run(): Promise<number>;
  /** Waits for what runs have left under way. */
  ended?(): Promise<void>;
}

const settled = async (ctx: Context, id: number) => (await settlePromotion(ctx, id)) === 'done';

/** When nothing much is going on: four in the morning in Korea. */
const NIGHT_HOUR = 4;

async function nightly(ctx: Context): Promise<number> {
  const day = await takeDailyRun(ctx, 'ledger', NIGHT_HOUR);
  if (!day) return 0;
  await reconcileDay(ctx, day);
  await warnOverdue(ctx);
  await forgetPreviousPhones(ctx);
  await forgetCodeCounts(ctx);
  return 1;
}

async function sweepOnceADay(ctx: Context): Promise<number> {
  if (!(await takeDailyRun(ctx, 'pictures', NIGHT_HOUR))) return 0;
  const swept = await sweepPictures(ctx, isOrdered);
  ctx.log.info({ pictures: swept }, 'Pictures that nothing shows any more were deleted');
  return swept;
}

/** What is known by now needs no reading. */
async function receiptsInDoubt(ctx: Context): ReturnType<typeof dirtyReceipts> {
  await settleProbes(ctx);
  return dirtyReceipts(ctx);
}

// What does not answer keeps its lane until its time is over, and no other: later runs leave it alone and use the lanes that are free.
function abreast<T>(
  ctx: Context,
  what: string,
  due: (ctx: Context) => Promise<T[]>,
  work: (ctx: Context, id: T) => Promise<unknown>,
): Pick<Required<Job>, 'run' | 'ended'> {
  const lanes = pLimit(AT_ONCE);
  const underWay = new Map<T, Promise<unknown>>();
  const start = (id: T): Promise<number> => {
    const one = lanes(() => attempt(ctx, what, id, (each) => work(ctx, each))).finally(() => underWay.delete(id));
    underWay.set(id, one);
    return one;
  };
  return {
    run: async () => {
      const free = (await due(ctx)).filter((id) => !underWay.has(id));
      let [done, ended] = [0, 0];
      const each = free.map(async (id) => {
        const one = await start(id);
        // Not `done += await …`: that adds to what it was before the others ended.
        done += one;
        ended++;
      });
      const all = Promise.all(each).then(() => true);
      // As long as some end, it goes on.
      for (let before = -1; ended > before;) {
        before = ended;
        if (await Promise.race([all, setTimeout(PATIENCE_MS, false, { ref: false })])) break;
      }
      return done;
    },
    ended: async () => void (await Promise.all(underWay.values())),
  };
}

// `false` from a verb: there was nothing to do. One that fails does not hold up the rest; it is still due, and tried at the next run.
async function attempt<T>(ctx: Context, what: string, id: T, work: (id: T) => Promise<unknown>): Promise<number> {
  try {
    return (await work(id)) === false ? 0 : 1;
  } catch (error) {
    const level = error instanceof OutsideError ? 'warn' : 'error';
    ctx.log[level]({ what, id, err: error }, 'A job could not finish one of its things');
    return 0;
  }
}

async function forEach<T>(ctx: Context, what: string, due: Promise<T[]>, work: (id: T) => Promise<unknown>): Promise<number> {
  let done = 0;
  for (const id of await due) done += await attempt(ctx, what, id, work);
  return done;
}
