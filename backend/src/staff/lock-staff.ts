import { type EntityManager, IsNull, Not } from 'typeorm';
import { forUpdate } from '../database/database.js';
import { conflict, notFound } from '../kernel/errors.js';
import { Staff } from './staff.entity.js';

/**
 * Locks a member of staff for a change of access, and every owner before them: two owners who take each other's role at
 * once come one after the other, and the second finds itself the last. @throws AppError 404
 */
export async function lockStaff(tx: EntityManager, id: number): Promise<Staff> {
  await lockOwners(tx);
  const staff = await tx.findOne(Staff, { where: { id }, ...forUpdate(tx) });
  if (!staff) throw notFound();
  return staff;
}

export async function lockOwners(tx: EntityManager): Promise<void> {
  await tx.find(Staff, { where: { role: 'owner' }, select: { id: true }, order: { id: 'ASC' }, ...forUpdate(tx) });
}

/**
 * Called before an owner stops being one, with `lockStaff` held. An invitation that nobody took is no owner.
 * @throws AppError 409 `last_owner`
 */
export async function keepAnOwner(tx: EntityManager, { id, role, active }: Staff): Promise<void> {
  if (role !== 'owner' || !active) return;
  const others = { id: Not(id), role: 'owner' as const, active: true, passwordHash: Not(IsNull()) };
  if (await tx.existsBy(Staff, others)) return;
  throw conflict('last_owner');
}
