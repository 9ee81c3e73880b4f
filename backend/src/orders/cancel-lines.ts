import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { conflict, notFound } from '../kernel/errors.js';
import { refuseUnsendable } from '../outbox/refuse-unsendable.js';
import { say } from '../words/say.js';
import { tellCustomer } from '../customers/tell-customer.js';
import { Payment } from '../ledger/payment.entity.js';
import { readLineMoney } from '../ledger/line-money.js';
import { owe } from '../ledger/refund-captured.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { giveBack } from '../holds/give-back.js';
import { lockOrder, moveLines, moveOrder } from './move-order.js';
import type { Order } from './order.entity.js';
import { OrderLine } from './order-line.entity.js';
import { readRowOrFail, readRows } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const orderLines = table(OrderLine);
const payments = table(Payment);

export interface LineCancel {
  /** The order's id. */
  id: number;
  lineIds: readonly number[];
  /** The customer reads it. */
  reason: string;
}

/**
 * Staff cancel whole lines of a paid order until it is shipped: what is left of each goes back, with its units. The last
 * line takes the order with it. A price that was frozen at settlement stays; asking again changes nothing.
 * @returns the won owed by it
 * @throws AppError 403; 404; 409 `not_cancellable`; 422 for a reason that no handset shows
 */
export async function cancelLines(ctx: Context, input: LineCancel): Promise<number> {
  allow(ctx, 'orders', 'cancel');
  refuseUnsendable('reason', input.reason);
  return transact(ctx.db, async (tx) => {
    const order = await lockOrder(tx, input.id);
    const all = await readRows(tx, OrderLine, sql`WHERE ${orderLines.orderId} = ${order.id} ORDER BY ${orderLines.id}`);
    const chosen = all.filter((line) => input.lineIds.includes(line.id));
    if (chosen.length === 0 || chosen.length !== new Set(input.lineIds).size) throw notFound();
    const lines = chosen.filter((line) => line.state !== 'cancelled');
    if (lines.length === 0) return 0;
    if ((order.state !== 'paid' && order.state !== 'preparing') || lines.some((line) => line.state !== 'live')) throw notCancellable();

    const owed = await oweRest(tx, ctx, order, { all, lines, reason: input.reason });
    await moveLines(tx, order.id, 'cancelled', lines);
    const isLast = all.every((line) => line.state !== 'live' || lines.includes(line));
    if (isLast) await moveOrder(tx, order.id, 'cancelled', { cancelledAt: ctx.clock.now(), cancelReason: input.reason });
    await tell(tx, ctx, order, { lines, owed, isLast, reason: input.reason });
    await giveBack(tx, order.limitHolder, lines, true);
    return owed;
  });
}

/** Per line what is kept of it: settlement has given the rest, or still will. @param all every line of the order */
async function oweRest(
  tx: EntityManager,
  ctx: Context,
  order: Order,
  { all, lines, reason }: { all: readonly OrderLine[]; lines: readonly OrderLine[]; reason: string },
): Promise<number> {
  const payment = await readRowOrFail(
    tx,
    Payment,
    sql`WHERE ${payments.orderId} = ${order.id} AND ${payments.state} = ${'paid'} ${FOR_UPDATE}`,
  );
  const money = await readLineMoney(tx, order.id, all);
  let owed = 0;
  for (const { id } of lines) {
    const amount = money.get(id)?.kept ?? 0;
    if (amount > 0) await owe(tx, ctx, payment, { k: `line/${id}/staff`, kind: 'staff', reason, amount, lineId: id });
    owed += amount;
  }
  return owed;
}

async function tell(
  tx: EntityManager,
  ctx: Context,
  order: Order,
  { lines, owed, isLast, reason }: { lines: readonly OrderLine[]; owed: number; isLast: boolean; reason: string },
): Promise<void> {
  const lineIds = lines.map((line) => line.id);
  await audit(tx, ctx, { action: 'cancelLines', resource: 'orders', recordId: order.id, reason, changes: { lineIds, owed, isLast } });
  const [first] = lines;
  const product = first?.productName ?? '';
  const text = say('sms.lines_cancelled', { number: order.number, product, more: lines.length - 1, owed, reason });
  // A line is cancelled once, so its id names the message.
  await tellCustomer(tx, ctx, order, { what: `line-${first?.id ?? 0}-cancelled`, text, purpose: 'refund' });
}

const notCancellable = () => conflict('not_cancellable.lines');
