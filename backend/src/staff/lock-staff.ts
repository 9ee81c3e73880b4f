import type { EntityManager } from 'typeorm';
import { conflict, notFound } from '../kernel/errors.js';
import { Staff } from './staff.entity.js';
import { exists, read, readRow } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const staffTable = table(Staff);

/**
 * Locks a member of staff for a change of access, and every owner before them: two owners who take each other's role at
 * once come one after the other, and the second finds itself the last. @throws AppError 404
 */
export async function lockStaff(tx: EntityManager, id: number): Promise<Staff> {
  await lockOwners(tx);
  const staff = await readRow(tx, Staff, sql`WHERE ${staffTable.id} = ${id} ${FOR_UPDATE}`);
  if (!staff) throw notFound();
  return staff;
}

export async function lockOwners(tx: EntityManager): Promise<void> {
  await read(
    tx,
    { id: staffTable.id },
    sql`FROM ${staffTable} WHERE ${staffTable.role} = ${'owner'} ORDER BY ${staffTable.id} ${FOR_UPDATE}`,
  );
}

/**
 * Called before an owner stops being one, with `lockStaff` held. An invitation that nobody took is no owner.
 * @throws AppError 409 `last_owner`
 */
export async function keepAnOwner(tx: EntityManager, { id, role, active }: Staff): Promise<void> {
  if (role !== 'owner' || !active) return;
  if (
    await exists(
      tx,
      sql`FROM ${staffTable} WHERE ${staffTable.id} <> ${id} AND ${staffTable.role} = ${'owner' as const} AND ${staffTable.active} = ${true} AND ${staffTable.passwordHash} IS NOT NULL`,
    )
  )
    return;
  throw conflict('last_owner');
}
