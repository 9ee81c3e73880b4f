import { randomBytes } from 'node:crypto';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { deleteRows, insertRows } from '../database/write.js';
import { audit } from '../access/audit.js';
import { sha256 } from '../kernel/random.js';
import { allowSelf } from './allow-self.js';
import { proveOwnPassword } from './prove-own-password.js';
import { groupedRecoveryCode } from './rules/recovery-code.js';
import { StaffRecoveryCode } from './staff-recovery-code.entity.js';
import { tellAccessChanged } from './tell-access-changed.js';
import { toBase32 } from './totp.js';

const codes = table(StaffRecoveryCode);

const HOW_MANY = 8;
const BITS = 100;

/**
 * Eight codes on paper, each of which counts once in the place of the second factor; those made before count no more.
 * @param password of who asks
 * @returns the codes, in fours; shown once, their hashes are kept
 * @throws AppError as proveOwnPassword
 */
export async function makeRecoveryCodes(ctx: Context, { password }: { password: string }): Promise<{ codes: string[] }> {
  const { id } = allowSelf(ctx);
  await proveOwnPassword(ctx, password);
  const made = Array.from({ length: HOW_MANY }, () => toBase32(randomBytes(13)).slice(0, BITS / 5));
  await transact(ctx.db, async (tx) => {
    await deleteRows(tx, StaffRecoveryCode, sql`${codes.staffId} = ${id}`);
    const createdAt = ctx.clock.now();
    await insertRows(
      tx,
      StaffRecoveryCode,
      made.map((code) => ({ staffId: id, codeHash: sha256(code), createdAt })),
    );
    await audit(tx, ctx, { action: 'makeRecoveryCodes', resource: 'staff', recordId: id });
    await tellAccessChanged(tx, ctx, id, 'recovery_codes');
  });
  return { codes: made.map(groupedRecoveryCode) };
}
