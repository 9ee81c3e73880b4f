import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { creditLine } from '../orders/credit-line.js';
import { moveMoney } from '../orders/move-order.js';
import { Order } from '../orders/order.entity.js';
import { OrderLine } from '../orders/order-line.entity.js';
import { moveRefund } from '../ledger/refunds.js';
import { moneyOf, shareOut } from '../ledger/rules/line-money.js';
import { Refund } from '../ledger/refund.entity.js';
import { readRowOrFail, readRows } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const orders = table(Order);
const orderLines = table(OrderLine);
const refunds = table(Refund);

/** Stores that a refund has gone back: on its row, its order and its lines. Once, however often it is called. */
export const completeRefund = (ctx: Context, done: { refund: Refund; captured: number }): Promise<void> =>
  transact(ctx.db, (tx) => completeLocked(tx, ctx, done, 'due'));

/** The same inside a transaction, from the state that the refund waits in. */
export async function completeLocked(
  tx: EntityManager,
  ctx: Context,
  { refund, captured }: { refund: Refund; captured: number },
  from: 'due' | 'manual',
): Promise<void> {
  const order = await readRowOrFail(tx, Order, sql`WHERE ${orders.id} = ${refund.orderId} ${FOR_UPDATE}`);
  if (!(await moveRefund(tx, refund.id, 'done', { doneAt: ctx.clock.now() }, [from]))) return;
  // A late capture was never part of the order's total.
  if (refund.kind === 'late') return;
  const refunded = order.refunded + refund.amount;
  await moveMoney(tx, order.id, refunded === captured ? 'refunded' : 'partially_refunded', { refunded });
  await creditLines(tx, refund);
}

async function creditLines(tx: EntityManager, refund: Refund): Promise<void> {
  if (refund.lineId !== null) {
    return creditLine(tx, refund.lineId, refund.amount);
  }
  // Without a line it is the rest of the order: what no refund of a single line has given back, or still will.
  const lines = await readRows(tx, OrderLine, sql`WHERE ${orderLines.orderId} = ${refund.orderId} ORDER BY ${orderLines.id}`);
  const others = await readRows(tx, Refund, sql`WHERE ${refunds.orderId} = ${refund.orderId} AND ${refunds.id} <> ${refund.id}`);
  const money = moneyOf(lines, others);
  const left = lines.map(({ id }) => ({ id, left: money.get(id)?.kept ?? 0 }));
  for (const share of shareOut(refund.amount, left)) await creditLine(tx, share.id, share.amount);
}
