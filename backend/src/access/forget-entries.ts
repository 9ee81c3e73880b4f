import type { DataSource } from 'typeorm';
import { read } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { deleteRows } from '../database/write.js';
import { AccessEntry } from './access-entry.entity.js';
import { AuditEntry } from './audit-entry.entity.js';
import { LogSeal } from './log-seal.entity.js';

/**
 * Entries of the sealed logs that are past their time (kernel/rules/retention.ts): all of a seal or none, so that what is left can
 * still be held against it; a seal each, the oldest first. The seals stay: they name nobody.
 * @param db opened by who may delete: the app's own user may not
 */

const accesses = table(AccessEntry);
const audits = table(AuditEntry);
const seals = table(LogSeal);

export async function forgetAccess(db: DataSource, since: Date): Promise<number> {
  const seal = await oldestOver(
    db,
    'access',
    since,
    sql`EXISTS (SELECT 1 FROM ${accesses} WHERE ${accesses.id} >= ${seals.firstId} AND ${accesses.id} <= ${seals.lastId})`,
  );
  return seal ? deleteRows(db, AccessEntry, sql`${accesses.id} >= ${seal.firstId} AND ${accesses.id} <= ${seal.lastId}`) : 0;
}

export async function forgetAudit(db: DataSource, since: Date): Promise<number> {
  const seal = await oldestOver(
    db,
    'audit',
    since,
    sql`EXISTS (SELECT 1 FROM ${audits} WHERE ${audits.id} >= ${seals.firstId} AND ${audits.id} <= ${seals.lastId})`,
  );
  return seal ? deleteRows(db, AuditEntry, sql`${audits.id} >= ${seal.firstId} AND ${audits.id} <= ${seal.lastId}`) : 0;
}

async function oldestOver(db: DataSource, log: LogSeal['log'], since: Date, isThere: ReturnType<typeof sql>) {
  const over = sql`${seals.log} = ${log} AND ${seals.newestAt} <= ${since} AND ${isThere}`;
  const [seal] = await read(
    db,
    { firstId: seals.firstId, lastId: seals.lastId },
    sql`FROM ${seals} WHERE ${over} ORDER BY ${seals.position} LIMIT 1`,
  );
  return seal ?? null;
}
