import type { EntityManager } from 'typeorm';
import { execute, insertIgnore } from '../database/database.js';
import { RefundAccount } from './refund-account.entity.js';
import { RefundApproval } from './refund-approval.entity.js';

/** Every statement that writes the bank accounts of refunds by hand, and who approved the transfers. */

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
  await tx.upsert(RefundAccount, { refundId, account, namedAt }, ['refundId']);
}

export async function forgetAccount(tx: EntityManager, refundId: number): Promise<void> {
  await tx.delete(RefundAccount, { refundId });
}

/** The same person twice counts once. */
export async function approveTransfer(tx: EntityManager, approval: { refundId: number; staffId: number; at: Date }): Promise<void> {
  const sql = `${insertIgnore(tx)} INTO refund_approvals (refund_id, staff_id, at) VALUES (?, ?, ?)`;
  await execute(tx, sql, [approval.refundId, approval.staffId, approval.at]);
}

export async function forgetApprovals(tx: EntityManager, refundId: number): Promise<void> {
  await tx.delete(RefundApproval, { refundId });
}
