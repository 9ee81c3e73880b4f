import type { DataSource } from 'typeorm';
import { endEveryCustomerSession } from '../customers/end-every-session.js';
import { isSqlite, transact } from '../database/database.js';
import { endEveryStaffSession } from '../staff/end-every-session.js';
import { applyErasures } from './apply-erasures.js';
import type { BackupPlace } from './backup-place.js';

/**
 * Ids that were given out after the dump and are lost must not be given again: they stand in keys that Bootpay and the
 * SMS provider remember (`order/12/cancel`), and would be taken for what is done already.
 */
const SKIPPED_IDS = 1_000_000;

export interface AfterRestore {
  erased: number;
  endedSessions: number;
}

/** What makes a restored database a shop's that may open. Safe to run again, but for another gap in the ids. */
export async function afterRestore(db: DataSource, place: BackupPlace, now: Date): Promise<AfterRestore> {
  const erased = await applyErasures(db, place);
  const endedSessions = await endSessions(db, now);
  await skipIds(db);
  return { erased, endedSessions };
}

// Who signed out, or was signed out, after the dump would be signed in again; links and codes would count once more.
const endSessions = (db: DataSource, now: Date): Promise<number> =>
  transact(db, async (tx) => (await endEveryStaffSession(tx, now)) + (await endEveryCustomerSession(tx, now)));

async function skipIds(db: DataSource): Promise<void> {
  for (const { tableName, columns } of db.entityMetadatas) {
    const id = columns.find((column) => column.isGenerated && column.generationStrategy === 'increment');
    if (!id) continue;
    const [row] = await db.query<{ last: number | string | null }[]>(`SELECT MAX(${id.databaseName}) AS last FROM ${tableName}`);
    const next = Number(row?.last ?? 0) + SKIPPED_IDS;
    if (!isSqlite(db)) await db.query(`ALTER TABLE ${tableName} AUTO_INCREMENT = ${next}`);
    else {
      await db.query('DELETE FROM sqlite_sequence WHERE name = ?', [tableName]);
      await db.query('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)', [tableName, next - 1]);
    }
  }
}
