import type { Context } from '../kernel/context.js';
import { notFound } from '../kernel/errors.js';
import { noteSecurity } from '../kernel/security.js';
import { decryptField } from '../kernel/field-encryption.js';
import { allowStaff } from '../access/allow.js';
import { logAccess } from '../access/log-access.js';
import { accountPlace, type BankAccount } from '../ledger/refund-accounts.js';
import { RefundAccount } from '../ledger/refund-account.entity.js';
import { readFirst } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const refundAccounts = table(RefundAccount);

/** The account to transfer a refund to, for whoever makes the transfer; the access log has it first. @throws AppError 403; 404 */
export async function showRefundAccount(ctx: Context, { id, address }: { id: number; address: string }): Promise<BankAccount> {
  allowStaff(ctx, 'orders', 'cancel');
  await logAccess(ctx, { action: 'show', resource: 'refunds', subjects: [id], address });
  const row = await readFirst(
    ctx.db,
    { refundId: refundAccounts.refundId, account: refundAccounts.account },
    sql`FROM ${refundAccounts} WHERE ${refundAccounts.refundId} = ${id}`,
  );
  if (!row) throw notFound();
  noteSecurity(ctx, 'refund_account.opened', { subject: `refund/${id}` });
  return JSON.parse(decryptField(ctx.settings, accountPlace(id), row.account)) as BankAccount;
}
