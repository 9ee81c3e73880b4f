import type { Context } from '../kernel/context.js';
import { read } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { decryptField } from '../kernel/field-encryption.js';
import { accountPlace, type BankAccount } from './refund-accounts.js';
import { RefundAccount } from './refund-account.entity.js';
import { RefundApproval } from './refund-approval.entity.js';
import type { Refund } from './refund.entity.js';

const accounts = table(RefundAccount);
const approvals = table(RefundApproval);
const ACCOUNT = { refundId: accounts.refundId, account: accounts.account };

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
  const [named, approved] = await Promise.all([
    read(ctx.db, ACCOUNT, sql`FROM ${accounts} WHERE ${accounts.refundId} IN ${ids}`),
    read(ctx.db, { refundId: approvals.refundId }, sql`FROM ${approvals} WHERE ${approvals.refundId} IN ${ids}`),
  ]);
  return new Map(
    ids.map((id) => {
      const row = named.find(({ refundId }) => refundId === id);
      return [id, { account: row ? masked(ctx, row) : null, transferring: approved.some(({ refundId }) => refundId === id) }];
    }),
  );
}

function masked(ctx: Context, { refundId, account }: Pick<RefundAccount, 'refundId' | 'account'>): { bank: string; ending: string } {
  const { bank, number } = JSON.parse(decryptField(ctx.settings, accountPlace(refundId), account)) as BankAccount;
  return { bank, ending: number.slice(-ENDING) };
}
