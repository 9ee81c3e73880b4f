import type { EntityManager } from 'typeorm';
import { University } from '../catalog/university.entity.js';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { notFound } from '../kernel/errors.js';
import { endPending } from '../orders/end-pending.js';
import { Order } from '../orders/order.entity.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { PromotionUniversity } from '../promotions/promotion-university.entity.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { changedMeanwhile } from '../database/versions.js';
import { Customer } from '../customers/customer.entity.js';
import { editCustomer } from '../customers/edit-customer.js';
import { told } from '../words/sentence.js';
import { exists, read, readRow, readRows } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const customers = table(Customer);
const universities = table(University);
const orders = table(Order);
const promotions = table(Promotion);
const promotionUniversities = table(PromotionUniversity);

/**
 * Staff move a customer behind another university's wall. Their orders stay theirs and valid; a pending one of a promotion
 * that does not reach the new university ends: unpaid its time is over now, and one that is being confirmed is cancelled
 * as soon as that ends. Again with the same university changes nothing.
 * @param input.reason stays in the audit log
 * @param input.from the university that the change was decided on; left out, whatever it is
 * @throws AppError 403; 409 `changed_meanwhile`; 404 for a customer who left, or a university that is not there
 */
export async function changeUniversity(
  ctx: Context,
  input: { id: number; universityId: number; from?: number | undefined; reason: string },
): Promise<void> {
  allow(ctx, 'customers', 'write');
  const { id, universityId, reason } = input;
  await transact(ctx.db, async (tx) => {
    // Held: an order that is being placed now has been, or sees the new wall.
    const customer = await readRow(tx, Customer, sql`WHERE ${customers.id} = ${id} AND ${customers.leftAt} IS NULL ${FOR_UPDATE}`);
    if (
      !customer ||
      !(await exists(tx, sql`FROM ${universities} WHERE ${universities.id} = ${universityId} AND ${universities.active} = ${true}`))
    )
      throw notFound();
    if (customer.universityId === universityId) return;
    if (input.from !== undefined && customer.universityId !== input.from) throw changedMeanwhile(MOVED);
    await editCustomer(tx, id, { universityId });
    await endOutside(tx, ctx, id, universityId);
    const changes = { universityId: [customer.universityId, universityId] };
    await audit(tx, ctx, { action: 'changeUniversity', resource: 'customers', recordId: id, reason, changes });
  });
}

const MOVED = 'changed_meanwhile.university';

// The expiry job gives back what they held: within seconds, each in a transaction of its own.
async function endOutside(tx: EntityManager, ctx: Context, customerId: number, universityId: number): Promise<void> {
  const pending = await read(
    tx,
    { id: orders.id, promotionId: orders.promotionId },
    sql`FROM ${orders} WHERE ${orders.customerId} = ${customerId} AND ${orders.state} = ${'pending'}`,
  );
  const outside = await notReaching(tx, [...new Set(pending.map((order) => order.promotionId))], universityId);
  const now = ctx.clock.now();
  const reason = told('reason.university_moved');
  for (const { id } of pending.filter((order) => outside.has(order.promotionId)).toSorted((a, b) => a.id - b.id)) {
    await endPending(tx, id, now, reason);
  }
}

async function notReaching(tx: EntityManager, promotionIds: number[], universityId: number): Promise<Set<number>> {
  const limited = await read(
    tx,
    { id: promotions.id },
    sql`FROM ${promotions} WHERE ${promotions.id} IN ${promotionIds} AND ${promotions.reachesAll} = ${false}`,
  );
  const reached = await readRows(
    tx,
    PromotionUniversity,
    sql`WHERE ${promotionUniversities.promotionId} IN ${promotionIds} AND ${promotionUniversities.universityId} = ${universityId}`,
  );
  const within = new Set(reached.map((row) => row.promotionId));
  return new Set(limited.map(({ id }) => id).filter((id) => !within.has(id)));
}
