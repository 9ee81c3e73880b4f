import type { DataSource, EntityManager } from 'typeorm';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { Refund } from './refund.entity.js';
import { ledgerStatesBefore, type RefundState } from './rules/ledger-states.js';

/** Every statement that writes `refunds`, but for the one that `owe` inserts. */

const refunds = table(Refund);

type Stored = Partial<Pick<Refund, 'doneAt' | 'cancelledBefore' | 'refusals' | 'lastError'>>;

/** False where it stands elsewhere by now. @param from fewer states than the table allows */
export async function moveRefund(
  tx: EntityManager,
  id: number,
  to: RefundState,
  stored: Stored = {},
  from: readonly RefundState[] = ledgerStatesBefore.refund(to),
): Promise<boolean> {
  const allowed = ledgerStatesBefore.refund(to).filter((state) => from.includes(state));
  const movable = sql`${refunds.id} = ${id} AND ${refunds.state} IN ${allowed}`;
  return (await updateRows(tx, Refund, { ...stored, state: to }, movable)) === 1;
}

/** A try is about to be sent. False where another worker has gone on from here meanwhile. */
export async function noteTry(
  db: DataSource | EntityManager,
  { id, attempts }: Pick<Refund, 'id' | 'attempts'>,
  { cancelledBefore, dueAt }: { cancelledBefore: number; dueAt: Date },
): Promise<boolean> {
  const untried = sql`${refunds.id} = ${id} AND ${refunds.state} = ${'due'} AND ${refunds.attempts} = ${attempts}`;
  return (await updateRows(db, Refund, { attempts: attempts + 1, cancelledBefore, dueAt }, untried)) === 1;
}

/** It did not go through: when it is tried next, and why not now. */
export async function postponeRefund(
  db: DataSource | EntityManager,
  id: number,
  next: Pick<Refund, 'refusals' | 'lastError' | 'dueAt'>,
): Promise<void> {
  await updateRows(db, Refund, next, sql`${refunds.id} = ${id} AND ${refunds.state} = ${'due'}`);
}
