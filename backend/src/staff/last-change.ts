import { type EntityManager, In } from 'typeorm';
import { AuditEntry } from '../access/audit-entry.entity.js';
import type { StaffResource } from '../access/rules/access.js';
import { Staff } from './staff.entity.js';

/** Who changed a record last by one of these verbs, and when; null where nobody has. The system itself has no name. */
export async function lastChange(
  db: EntityManager,
  resource: StaffResource,
  recordId: number,
  actions: readonly string[],
): Promise<{ by: string | null; at: Date } | null> {
  const where = { resource, recordId: String(recordId), action: In([...actions]) };
  const [entry] = await db.find(AuditEntry, { where, order: { id: 'DESC' }, take: 1 });
  if (!entry) return null;
  const staff = entry.staffId === null ? null : await db.findOne(Staff, { where: { id: entry.staffId }, select: { id: true, name: true } });
  return { by: staff?.name ?? null, at: entry.at };
}
