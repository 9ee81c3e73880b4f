import { type EntityManager, In } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { decryptField } from '../kernel/field-encryption.js';
import { accountPlace, type BankAccount } from './refund-accounts.js';
import { RefundAccount } from './refund-account.entity.js';
import { RefundApproval } from './refund-approval.entity.js';
import type { Refund } from './refund.entity.js';

export interface ByHand {
  /** As its own customer sees it; null before one is named, and again once the money has gone. */
  account: { bank: string; ending: string } | null;
  /** Somebody has approved: the account stands. */
  transferring: boolean;
}

const ENDING = 4;

/** How far those refunds are that go to an account, by id. Asks nothing where there is none. */
export async function refundsByHand(ctx: Context, refunds: readonly Refund[]): Promise<Map<number, ByHand>> {
  const ids = refunds.filter((refund) => refund.state === 'manual').map((refund) => refund.id);
  if (ids.length === 0) return new Map();
  const { manager } = ctx.db;
  const [accounts, approvals] = await Promise.all([encrypted(manager, ids), manager.findBy(RefundApproval, { refundId: In(ids) })]);
  return new Map(
    ids.map((id) => {
      const row = accounts.find(({ refundId }) => refundId === id);
      return [id, { account: row ? masked(ctx, row) : null, transferring: approvals.some(({ refundId }) => refundId === id) }];
    }),
  );
}

const encrypted = (manager: EntityManager, ids: number[]): Promise<RefundAccount[]> =>
  manager.find(RefundAccount, { where: { refundId: In(ids) }, select: { refundId: true, account: true } });

function masked(ctx: Context, { refundId, account }: RefundAccount): { bank: string; ending: string } {
  const { bank, number } = JSON.parse(decryptField(ctx.settings.secrets.field, accountPlace(refundId), account)) as BankAccount;
  return { bank, ending: number.slice(-ENDING) };
}
