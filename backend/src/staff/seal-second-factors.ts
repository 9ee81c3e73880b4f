import { read } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import type { Context } from '../kernel/context.js';
import { decryptField, encryptField, underCurrentKey } from '../kernel/field-encryption.js';
import { totpPlace } from './sign-in-staff.js';
import { Staff } from './staff.entity.js';

const staffTable = table(Staff);
const SEALED = { id: staffTable.id, totpSecret: staffTable.totpSecret };

/** Encrypts second factors anew that are under another key than the current one; gives how many. One that changes meanwhile stays as it was changed. */
export async function sealSecondFactors(ctx: Context): Promise<number> {
  const current = `${underCurrentKey(ctx.settings)}%`;
  const rows = await read(
    ctx.db,
    SEALED,
    sql`FROM ${staffTable} WHERE ${staffTable.totpSecret} IS NOT NULL AND ${staffTable.totpSecret} NOT LIKE ${current}`,
  );
  let sealed = 0;
  for (const { id, totpSecret } of rows) {
    if (totpSecret === null) continue;
    const anew = encryptField(ctx.settings, totpPlace(id), decryptField(ctx.settings, totpPlace(id), totpSecret));
    const asRead = sql`${staffTable.id} = ${id} AND ${staffTable.totpSecret} = ${totpSecret}`;
    sealed += await updateRows(ctx.db, Staff, { totpSecret: anew }, asRead);
  }
  return sealed;
}
