import type { EntityManager } from 'typeorm';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { deleteRows } from '../database/write.js';
import { StaffPasskey } from './staff-passkey.entity.js';
import { StaffRecoveryCode } from './staff-recovery-code.entity.js';

const passkeys = table(StaffPasskey);
const codes = table(StaffRecoveryCode);

/** Takes every passkey and recovery code from a member of staff: whoever holds them opens nothing any more. */
export async function forgetFactors(tx: EntityManager, staffId: number): Promise<void> {
  await deleteRows(tx, StaffPasskey, sql`${passkeys.staffId} = ${staffId}`);
  await deleteRows(tx, StaffRecoveryCode, sql`${codes.staffId} = ${staffId}`);
}
