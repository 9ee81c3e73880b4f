import type { DataSource, EntityManager } from 'typeorm';
import { type Sql, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows, runUpdate, type Update, updateOf, updateRows } from '../database/write.js';
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

/** The gateway took so much (won) of a receipt. */
interface Capture {
  receiptId: string;
  to: Extract<ReceiptState, 'paid' | 'lapsed'>;
  captured: number;
  method: string;
  paidAt: Date;
}

/** The change that stores it. @param when more of the condition, over `payments` */
export function captureOf({ receiptId, to, captured, method, paidAt }: Capture, when?: Sql): Update {
  const set = { state: to, captured, method, paidAt, nextCheckAt: null, lease: null, leaseUntil: null };
  const open = sql`${payments.receiptId} = ${receiptId} AND ${payments.state} IN ${ledgerStatesBefore.receipt(to)}`;
  return updateOf(Payment, set, when ? sql`${open} AND ${when}` : open);
}

/** Stores it. The caller holds the row. @throws Error where the table of states knows no such move */
export async function storeCapture(tx: EntityManager, capture: Capture): Promise<void> {
  if ((await runUpdate(tx, captureOf(capture))) === 0)
    throw new Error(`Payment ${capture.receiptId} cannot become ${capture.to} from where it stands.`);
}

/** The amount (won) that was asked for, and none of it has been captured yet: over `payments`. */
export const awaiting = (amount: number): Sql => sql`${payments.amount} = ${amount} AND ${payments.captured} = ${0}`;

/** It was not captured. False where the lease is somebody else's by now. @param next when it is read again, for a late capture */
export async function lapse(
  tx: EntityManager,
  { receiptId, lease, next }: { receiptId: string; lease: string; next: Date },
): Promise<boolean> {
  const set = { state: 'lapsed' as const, lease: null, leaseUntil: null, nextCheckAt: next };
  const own = sql`${payments.receiptId} = ${receiptId} AND ${payments.state} = ${'confirming'} AND ${payments.lease} = ${lease}`;
  return (await updateRows(tx, Payment, set, own)) === 1;
}
