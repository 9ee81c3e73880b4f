import type { EntityManager } from 'typeorm';
import { Customer } from '../customers/customer.entity.js';
import { isDuplicate, transact } from '../database/database.js';
import { read } from '../database/read.js';
import { FOR_SHARE, type Sql, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertFound, insertRows } from '../database/write.js';
import { writeTogether } from '../database/write-together.js';
import { formerHoldersOf, holderOf } from '../holds/limit-holder.js';
import { type HoldRefusal, takeHolds } from '../holds/take-holds.js';
import { takeTogether } from '../holds/take-together.js';
import type { Context } from '../kernel/context.js';
import { keysOf } from '../kernel/keys.js';
import { type AppError, notFound, notSignedIn } from '../kernel/errors.js';
import type { Draft, DraftedLine } from './draft-order.js';
import type { NewOrder } from './new-order.js';
import { Order } from './order.entity.js';
import { OrderLine } from './order-line.entity.js';
import { refusals } from './refusals.js';

const orders = table(Order);
const customers = table(Customer);

/** An order that was looked at and priced, and shall now be stored. */
interface Placement {
  ctx: Context;
  row: NewOrder;
  draft: Draft;
}

/** As many orders at most share a transaction. */
const TOGETHER = 32;

/**
 * Stores an order and takes what it holds; both or neither. Orders of one promotion that come together share one
 * transaction: see docs/decisions/0041.
 * @throws AppError 401, 404; 409 promotion_closed, limit_reached, cap_reached, sold_out
 * @throws HolderChanged; an error that `isDuplicate`
 */
export async function saveOrder(placement: Placement): Promise<void> {
  const { ctx, draft } = placement;
  // While a key is rotated, what people held under their names before counts too, which the shared statements do not know.
  if (keysOf(ctx.settings, 'field').length > 1) return transact(ctx.db, (tx) => saveAlone(tx, placement));
  await saved(ctx.db, draft.promotion.id, placement);
}

const saved = writeTogether(TOGETHER, async (placements: readonly Placement[]): Promise<PromiseSettledResult<void>[]> => {
  const [first] = placements as [Placement];
  try {
    await transact(first.ctx.db, (tx) => saveTogether(tx, placements));
    return placements.map(() => ({ status: 'fulfilled', value: undefined }));
  } catch (error) {
    // One that cannot be stored has undone the others with it. Any other fault is nobody's own, and all are told.
    const isSomeones = error instanceof NotEnough || (isDuplicate(error) && placements.length > 1);
    if (!isSomeones) throw error;
  }
  const outcomes: PromiseSettledResult<void>[] = [];
  for (const one of placements) outcomes.push(...(await Promise.allSettled([transact(one.ctx.db, (tx) => saveAlone(tx, one))])));
  return outcomes;
});

/** Something is not enough for all of them, or one of the customers is not as they were; who and what, each alone is told. */
class NotEnough extends Error {
  override name = 'NotEnough';
}

async function saveTogether(tx: EntityManager, placements: readonly Placement[]): Promise<void> {
  const found = placements.map(({ row, draft }) => ({ row, from: asTheyWere(row, draft) }));
  if ((await insertFound(tx, Order, found)) < placements.length) throw new NotEnough();
  const lines = placements.flatMap(({ row, draft }) => {
    const from = sql`FROM ${orders} WHERE ${orders.number} = ${row.number}`;
    return draft.lines.map((line) => ({ row: { ...line, orderId: sql`${orders.id}` }, from }));
  });
  await insertFound(tx, OrderLine, lines);
  const wishes = placements.map(({ row, draft }) => ({ holder: row.limitHolder, lines: draft.lines }));
  const latest = new Date(Math.max(...placements.map(({ row }) => row.placedAt.getTime())));
  if (!(await takeTogether(tx, wishes, latest))) throw new NotEnough();
}

// Held: from here on the phone cannot be verified, the account left, nor the customer moved behind another wall.
function asTheyWere({ customerId, universityId }: NewOrder, { verifiedPhone }: Draft): Sql {
  return sql`FROM ${customers} WHERE ${customers.id} = ${customerId} AND ${customers.leftAt} IS NULL
    AND ${customers.universityId} = ${universityId} AND ${customers.phone} = ${verifiedPhone} AND ${customers.phoneVerifiedAt} IS NOT NULL ${FOR_SHARE}`;
}

async function saveAlone(tx: EntityManager, { ctx, row, draft }: Placement): Promise<void> {
  const orderId = await insertRows(tx, Order, row);
  const formerly = await stillCountedBy(tx, ctx, row);
  await insertRows(
    tx,
    OrderLine,
    draft.lines.map((line) => ({ ...line, orderId })),
  );
  const refused = await takeHolds(tx, row.limitHolder, draft.lines, row.placedAt, formerly);
  if (refused) throw refusalOf(refused);
}

function refusalOf(refused: HoldRefusal<DraftedLine>): AppError {
  if (refused.what === 'closed') return refusals.closed();
  const { productName: name } = refused.line;
  if (refused.what === 'limit') return refusals.limit({ name, limit: refused.line.perCustomerLimit, held: refused.held });
  return refused.what === 'cap' ? refusals.cap({ name, left: refused.left }) : refusals.soldOut({ name, left: refused.left });
}

// Inserting the order holds the customer's row (its foreign key): from here on the phone cannot be verified, nor the account left.
// Gives the names they were counted under before.
async function stillCountedBy(tx: EntityManager, ctx: Context, row: NewOrder): Promise<string[]> {
  const [customer] = await read(tx, STILL_THERE, sql`FROM ${customers} WHERE ${customers.id} = ${row.customerId}`);
  if (!customer || customer.leftAt) throw notSignedIn();
  // Staff have moved them behind another wall since.
  if (customer.universityId !== row.universityId) throw notFound();
  if (holderOf(ctx, customer) !== row.limitHolder) throw new HolderChanged();
  return formerHoldersOf(ctx, customer);
}

const STILL_THERE = {
  id: customers.id,
  phone: customers.phone,
  phoneVerifiedAt: customers.phoneVerifiedAt,
  leftAt: customers.leftAt,
  universityId: customers.universityId,
};

/** The customer's phone was verified while their order was being placed: it has to be counted under the new name. */
export class HolderChanged extends Error {
  override name = 'HolderChanged';
}
