import type { DataSource, EntityManager } from 'typeorm';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { deleteRows, insertMissing, putRow, updateRows } from '../database/write.js';
import { RefundAccount } from './refund-account.entity.js';
import { RefundApproval } from './refund-approval.entity.js';

/** Every statement that writes the bank accounts of refunds by hand, and who approved the transfers. */

const accounts = table(RefundAccount);
const approvals = table(RefundApproval);

/** Names of what is stored encrypted: which refund's account it is. */
export const accountPlace = (refundId: number): string => `refund/${refundId}/account`;

export interface BankAccount {
  bank: string;
  /** Digits. */
  number: string;
  holder: string;
}

/** @param account encrypted for `accountPlace`; takes the place of one that was named before */
export async function keepAccount(
  tx: EntityManager,
  { refundId, account, namedAt }: Pick<RefundAccount, 'refundId' | 'account' | 'namedAt'>,
): Promise<void> {
  await putRow(tx, RefundAccount, { refundId, account, namedAt });
}

/** The same account under another key; gives 1, or 0 where another was named since. */
export const sealAccount = (db: DataSource, { refundId, from, to }: { refundId: number; from: string; to: string }): Promise<number> =>
  updateRows(db, RefundAccount, { account: to }, sql`${accounts.refundId} = ${refundId} AND ${accounts.account} = ${from}`);

export async function forgetAccount(tx: EntityManager, refundId: number): Promise<void> {
  await deleteRows(tx, RefundAccount, sql`${accounts.refundId} = ${refundId}`);
}

/** The same person twice counts once. */
export async function approveTransfer(tx: EntityManager, approval: { refundId: number; staffId: number; at: Date }): Promise<void> {
  await insertMissing(tx, RefundApproval, approval);
}

export async function forgetApprovals(tx: EntityManager, refundId: number): Promise<void> {
  await deleteRows(tx, RefundApproval, sql`${approvals.refundId} = ${refundId}`);
}
