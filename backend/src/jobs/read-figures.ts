import { AccessEntry } from '../access/access-entry.entity.js';
import { AuditEntry } from '../access/audit-entry.entity.js';
import { lastSeal } from '../access/seal-logs.js';
import { count, read, readFirst, sum } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import type { Context } from '../kernel/context.js';
import { Payment } from '../ledger/payment.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { Order } from '../orders/order.entity.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { Promotion } from '../promotions/promotion.entity.js';
import type { ShopFigures } from './rules/figures.js';

const accesses = table(AccessEntry);
const audits = table(AuditEntry);
const messages = table(OutboxMessage);
const orders = table(Order);
const payments = table(Payment);
const promotions = table(Promotion);
const refunds = table(Refund);

const HOUR_MS = 3_600_000;
const ALL = { rows: count() };

/** What is waiting and for how long, over the whole shop: eight short queries by index. */
export async function readFigures({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<ShopFigures> {
  const now = clock.now();
  const before = (ms: number) => new Date(now.getTime() - ms);
  const ageOf = (at: Date | undefined) => (at ? Math.max(0, Math.round((now.getTime() - at.getTime()) / 1000)) : 0);

  const [pending] = await read(db, ALL, sql`FROM ${orders} WHERE ${orders.state} = ${'pending'}`);
  const [paid] = await read(db, ALL, sql`FROM ${orders} WHERE ${orders.placedAt} > ${before(HOUR_MS)} AND ${orders.paidAt} IS NOT NULL`);

  const confirming = sql`FROM ${payments} WHERE ${payments.state} = ${'confirming'}`;
  const [waiting] = await read(db, ALL, confirming);
  const oldestPayment = await readFirst(db, { at: payments.submittedAt }, sql`${confirming} ORDER BY ${payments.submittedAt} LIMIT 1`);

  // One that waits for the morning, or for nothing that went wrong, is not late.
  const late = sql`FROM ${messages} WHERE ${messages.state} = ${'due'} AND (${messages.dueAt} <= ${now} OR ${messages.attempts} > ${0})`;
  const [unsent] = await read(db, ALL, late);
  const oldestMessage = await readFirst(db, { at: messages.createdAt }, sql`${late} ORDER BY ${messages.id} LIMIT 1`);
  const [dead] = await read(
    db,
    ALL,
    sql`FROM ${messages} WHERE ${messages.state} = ${'dead'} AND ${messages.createdAt} > ${before(24 * HOUR_MS)}`,
  );

  const closed = await readFirst(
    db,
    { at: promotions.closesAt },
    sql`FROM ${promotions} WHERE ${promotions.state} = ${'published'} AND ${promotions.closesAt} <= ${now} ORDER BY ${promotions.closesAt} LIMIT 1`,
  );

  const owed = sql`FROM ${refunds} WHERE ${refunds.state} IN ${['due', 'manual', 'frozen']}`;
  const [unpaid] = await read(db, ALL, owed);
  const oldestRefund = await readFirst(db, { at: refunds.requestedAt }, sql`${owed} ORDER BY ${refunds.requestedAt} LIMIT 1`);
  const [overdue] = await read(db, { rows: count(), won: sum(refunds.amount) }, sql`${owed} AND ${refunds.promisedBy} <= ${now}`);

  return {
    orders_pending: pending?.rows ?? 0,
    orders_paid_hour: paid?.rows ?? 0,
    payments_waiting: waiting?.rows ?? 0,
    payments_oldest_seconds: ageOf(oldestPayment?.at),
    messages_waiting: unsent?.rows ?? 0,
    messages_oldest_seconds: ageOf(oldestMessage?.at),
    messages_dead_day: dead?.rows ?? 0,
    settlement_lag_seconds: ageOf(closed?.at),
    refunds_waiting: unpaid?.rows ?? 0,
    refunds_oldest_seconds: ageOf(oldestRefund?.at),
    refunds_overdue: overdue?.rows ?? 0,
    refunds_overdue_won: overdue?.won ?? 0,
    logs_unsealed_seconds: Math.max(...(await oldestUnsealed(db)).map(ageOf)),
  };
}

async function oldestUnsealed(db: Context['db']): Promise<(Date | undefined)[]> {
  const [audit, access] = [await lastSeal(db, 'audit'), await lastSeal(db, 'access')];
  const next = [
    await readFirst(db, { at: audits.at }, sql`FROM ${audits} WHERE ${audits.id} > ${audit?.lastId ?? 0} ORDER BY ${audits.id} LIMIT 1`),
    await readFirst(
      db,
      { at: accesses.at },
      sql`FROM ${accesses} WHERE ${accesses.id} > ${access?.lastId ?? 0} ORDER BY ${accesses.id} LIMIT 1`,
    ),
  ];
  return next.map((row) => row?.at);
}
