import type { EntityManager } from 'typeorm';
import { AuditEntry } from '../access/audit-entry.entity.js';
import type { StaffResource } from '../access/rules/access.js';
import { Staff } from './staff.entity.js';
import { readFirst, readRows } from '../database/read.js';
import { limit, sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const auditEntries = table(AuditEntry);
const staffTable = table(Staff);

/** Who changed a record last by one of these verbs, and when; null where nobody has. The system itself has no name. */
export async function lastChange(
  db: EntityManager,
  resource: StaffResource,
  recordId: number,
  actions: readonly string[],
): Promise<{ by: string | null; at: Date } | null> {
  const [entry] = await readRows(
    db,
    AuditEntry,
    sql`WHERE ${auditEntries.resource} = ${resource} AND ${auditEntries.recordId} = ${String(recordId)} AND ${auditEntries.action} IN ${actions} ORDER BY ${auditEntries.id} DESC ${limit(1)}`,
  );
  if (!entry) return null;
  const staff =
    entry.staffId === null
      ? null
      : await readFirst(
          db,
          { id: staffTable.id, name: staffTable.name },
          sql`FROM ${staffTable} WHERE ${staffTable.id} = ${entry.staffId}`,
        );
  return { by: staff?.name ?? null, at: entry.at };
}
