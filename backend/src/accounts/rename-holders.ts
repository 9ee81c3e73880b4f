import { Customer } from '../customers/customer.entity.js';
import { transact } from '../database/database.js';
import { count, read, readFirst } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { formerHoldersOf, holderOf } from '../holds/limit-holder.js';
import type { Context } from '../kernel/context.js';
import { Order } from '../orders/order.entity.js';
import { Promotion } from '../promotions/promotion.entity.js';
import { moveLimits } from './move-limits.js';

const customers = table(Customer);
const orders = table(Order);
const promotions = table(Promotion);
const PERSON = { id: customers.id, phone: customers.phone, phoneVerifiedAt: customers.phoneVerifiedAt };
const VERIFIED = sql`${customers.phoneVerifiedAt} IS NOT NULL AND ${customers.leftAt} IS NULL`;

const BATCH = 500;
const AT_A_TIME = 4;

/**
 * Counts what customers hold under the current key's names, person by person, each in a transaction of their own; gives how
 * many were renamed. The shop runs on meanwhile: what is still under an older name counts too (take-holds.ts). Killed
 * anywhere it is begun again, and finds who is left.
 */
export async function renameHolders(ctx: Context): Promise<number> {
  let renamed = 0;
  for (let last = 0; ;) {
    const people = await read(
      ctx.db,
      PERSON,
      sql`FROM ${customers} WHERE ${customers.id} > ${last} AND ${VERIFIED} ORDER BY ${customers.id} LIMIT ${BATCH}`,
    );
    if (people.length === 0) return renamed;
    last = people.at(-1)?.id ?? last;
    const due = await stillFormer(ctx, people);
    for (let from = 0; from < due.length; from += AT_A_TIME)
      await Promise.all(due.slice(from, from + AT_A_TIME).map((id) => renameHolder(ctx, id)));
    renamed += due.length;
  }
}

type Person = { id: number; phone: string; phoneVerifiedAt: Date | null };

async function stillFormer(ctx: Context, people: readonly Person[]): Promise<number[]> {
  const names = people.flatMap((person) => formerHoldersOf(ctx, person));
  if (names.length === 0) return [];
  const ids = people.map(({ id }) => id);
  const theirs = sql`${orders.customerId} IN ${ids} AND ${orders.limitHolder} IN ${names}`;
  const rows = await read(ctx.db, { customerId: orders.customerId }, sql`FROM ${orders} WHERE ${theirs} GROUP BY ${orders.customerId}`);
  return rows.map(({ customerId }) => customerId);
}

const renameHolder = (ctx: Context, id: number): Promise<void> =>
  transact(ctx.db, async (tx) => {
    const person = await readFirst(tx, PERSON, sql`FROM ${customers} WHERE ${customers.id} = ${id} ${FOR_UPDATE}`);
    if (!person) return;
    for (const former of formerHoldersOf(ctx, person)) await moveLimits(tx, ctx, id, former, holderOf(ctx, person));
  });

/**
 * Orders that may still be counted under a former name because nobody knows the number any more: their customers left. As
 * long as their promotions are open, the former key finds them when the same person comes back.
 */
export async function heldByWhoLeft(ctx: Context): Promise<number> {
  const left = sql`JOIN ${customers} ON ${customers.id} = ${orders.customerId} AND ${customers.leftAt} IS NOT NULL`;
  const open = sql`JOIN ${promotions} ON ${promotions.id} = ${orders.promotionId} AND ${promotions.closesAt} > ${ctx.clock.now()}`;
  const rows = await read(ctx.db, { all: count() }, sql`FROM ${orders} ${left} ${open} WHERE ${orders.limitHolder} LIKE ${'phone:%'}`);
  return rows[0]?.all ?? 0;
}
