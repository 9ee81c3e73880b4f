import { read } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import type { Context } from '../kernel/context.js';
import { decryptField, encryptField, underCurrentKey } from '../kernel/field-encryption.js';
import { accountPlace, sealAccount } from './refund-accounts.js';
import { RefundAccount } from './refund-account.entity.js';

const accounts = table(RefundAccount);
const SEALED = { refundId: accounts.refundId, account: accounts.account };
const BATCH = 500;

/** Encrypts bank accounts anew that are under another key than the current one; gives how many. One that changes meanwhile stays as it was changed. */
export async function sealRefundAccounts(ctx: Context): Promise<number> {
  const current = `${underCurrentKey(ctx.settings)}%`;
  let sealed = 0;
  for (let last = 0; ;) {
    const rows = await read(
      ctx.db,
      SEALED,
      sql`FROM ${accounts} WHERE ${accounts.refundId} > ${last} AND ${accounts.account} NOT LIKE ${current} ORDER BY ${accounts.refundId} LIMIT ${BATCH}`,
    );
    if (rows.length === 0) return sealed;
    last = rows.at(-1)?.refundId ?? last;
    for (const { refundId, account } of rows) {
      const anew = encryptField(ctx.settings, accountPlace(refundId), decryptField(ctx.settings, accountPlace(refundId), account));
      sealed += await sealAccount(ctx.db, { refundId, from: account, to: anew });
    }
  }
}
