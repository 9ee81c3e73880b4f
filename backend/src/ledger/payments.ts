import type { DataSource, EntityManager } from 'typeorm';
import { type Sql, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows, updateRows } from '../database/write.js';
import { Payment } from './payment.entity.js';
import { ledgerStatesBefore, type ReceiptState } from './rules/ledger-states.js';

/** Every statement that writes `payments`, but for the won that `owe` commits. Amounts in won. */

const payments = table(Payment);

type NewPayment = Pick<Payment, 'orderId' | 'provider' | 'receiptId' | 'state' | 'method' | 'amount' | 'submittedAt' | 'nextCheckAt'> &
  Partial<Pick<Payment, 'lease' | 'leaseUntil'>>;

/** @throws QueryFailedError (`isDuplicate`) for a receipt that is known, or an order that has a live payment already */
export async function openPayment(tx: EntityManager, payment: NewPayment): Promise<void> {
  await insertRows(tx, Payment, payment);
}

export interface Lease {
  id: number;
  /** Who talks to the gateway about it; fences everybody else off. */
  lease: string;
  until: Date;
  now: Date;
}

/** False where somebody else has it. @param watch when it is due to be read, and when it shall be read next */
export async function leasePayment(tx: EntityManager, { id, lease, until, now }: Lease, watch?: { next: Date | null }): Promise<boolean> {
  const set = { lease, leaseUntil: until, ...(watch ? { nextCheckAt: watch.next } : {}) };
  const due: Sql = watch ? sql` AND ${payments.nextCheckAt} <= ${now}` : sql``;
  const free = sql`${payments.id} = ${id} AND (${payments.lease} IS NULL OR ${payments.leaseUntil} < ${now})${due}`;
  return (await updateRows(tx, Payment, set, free)) === 1;
}

export async function freeLease(db: DataSource | EntityManager, { id, lease }: Pick<Lease, 'id' | 'lease'>): Promise<void> {
  const own = sql`${payments.id} = ${id} AND ${payments.lease} = ${lease}`;
  await updateRows(db, Payment, { lease: null, leaseUntil: null }, own);
}

/** The gateway took the money. The caller holds the row. @throws Error where the table of states knows no such move */
export async function storeCapture(
  tx: EntityManager,
  id: number,
  { to, captured, method, paidAt }: { to: Extract<ReceiptState, 'paid' | 'lapsed'>; captured: number; method: string; paidAt: Date },
): Promise<void> {
  const from = ledgerStatesBefore.receipt(to);
  const set = { state: to, captured, method, paidAt, nextCheckAt: null, lease: null, leaseUntil: null };
  const stored = await updateRows(tx, Payment, set, sql`${payments.id} = ${id} AND ${payments.state} IN ${from}`);
  if (stored === 0) throw new Error(`Payment ${id} cannot become ${to} from where it stands.`);
}

/** It was not captured. False where the lease is somebody else's by now. @param next when it is read again, for a late capture */
export async function lapse(
  tx: EntityManager,
  { receiptId, lease, next }: { receiptId: string; lease: string; next: Date },
): Promise<boolean> {
  const set = { state: 'lapsed' as const, lease: null, leaseUntil: null, nextCheckAt: next };
  const own = sql`${payments.receiptId} = ${receiptId} AND ${payments.state} = ${'confirming'} AND ${payments.lease} = ${lease}`;
  return (await updateRows(tx, Payment, set, own)) === 1;
}
