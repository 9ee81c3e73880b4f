import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { read, readRows } from '../database/read.js';
import { FOR_UPDATE, type Sql, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { conflict, notFound } from '../kernel/errors.js';
import { tellCustomer } from '../customers/tell-customer.js';
import { refundCaptured } from '../ledger/refund-captured.js';
import { giveBack } from '../holds/give-back.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { moveLines, moveOrder } from './move-order.js';
import { Order } from './order.entity.js';
import { OrderLine } from './order-line.entity.js';
import { canBecome } from './rules/order-state.js';
import { say } from '../words/say.js';

const orders = table(Order);
const lines = table(OrderLine);
const HELD = { offerId: lines.offerId, variantId: lines.variantId, quantity: lines.quantity };

/** Customers know an order by its number, staff by its id. */
type WhichOrder = { id: number } | { number: string };

/**
 * Cancels a whole order until it is shipped: what it held goes back at once, what was paid by the refund job.
 * A cancel while the payment is being confirmed is kept and honoured as soon as that ends. Asking again changes nothing.
 * Called by the customer whose order it is, and by staff.
 * @throws AppError 404; 409 `not_cancellable` with what can be done instead
 */
export async function cancelOrder(ctx: Context, input: WhichOrder & { reason: string }): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const [order] = await readRows(tx, Order, sql`WHERE ${whose(ctx, input)} ${FOR_UPDATE}`);
    if (!order) throw notFound();
    if (order.state === 'cancelled') return;
    if (!canBecome(order.state, 'cancelled')) throw notCancellable(order);
    if (ctx.actor.kind === 'staff') {
      await audit(tx, ctx, {
        action: 'cancelOrder',
        resource: 'orders',
        recordId: String(order.id),
        reason: input.reason,
        changes: { state: order.state },
      });
    }
    if (order.pay === 'confirming') {
      const wish = { cancelRequestedAt: ctx.clock.now(), cancelReason: input.reason };
      await updateRows(tx, Order, wish, sql`${orders.id} = ${order.id}`);
      return;
    }
    const paid = order.state !== 'pending';
    // It was not its buyer who left it unpaid.
    if (!paid && ctx.actor.kind === 'staff') await updateRows(tx, Order, { endedByShop: true }, sql`${orders.id} = ${order.id}`);
    await cancelLocked(tx, ctx, order, input.reason, { captured: paid, sold: paid });
  });
}

function whose(ctx: Context, which: WhichOrder): Sql {
  const order = 'id' in which ? sql`${orders.id} = ${which.id}` : sql`${orders.number} = ${which.number}`;
  if (ctx.actor.kind === 'customer') return sql`${order} AND ${orders.customerId} = ${ctx.actor.id}`;
  allow(ctx, 'orders', 'cancel');
  return order;
}

/** A cancel that was asked for while the payment was confirmed: its units were never counted as sold. Inside a transaction. */
export const cancelUnwanted = (tx: EntityManager, ctx: Context, order: Order, reason: string) =>
  cancelLocked(tx, ctx, order, reason, { captured: true, sold: false });

/** A cancel of a pending order whose payment came to nothing. Inside a transaction that holds the order's row. */
export const cancelUnpaid = (tx: EntityManager, ctx: Context, order: Order, reason: string) =>
  cancelLocked(tx, ctx, order, reason, { captured: false, sold: false });

async function cancelLocked(
  tx: EntityManager,
  ctx: Context,
  order: Order,
  reason: string,
  was: { captured: boolean; sold: boolean },
): Promise<void> {
  const owed = was.captured ? await refundCaptured(tx, ctx, order.id, { k: `order/${order.id}/cancel`, kind: 'cancel', reason }) : 0;
  const live = sql`FROM ${lines} WHERE ${lines.orderId} = ${order.id} AND ${lines.state} = ${'live'}`;
  const held = await read(tx, HELD, live);
  await moveOrder(tx, order.id, 'cancelled', { cancelledAt: ctx.clock.now(), cancelReason: reason });
  await moveLines(tx, order.id, 'cancelled');
  if (owed > 0) {
    await tellCustomer(tx, ctx, order, {
      what: 'cancelled',
      purpose: 'refund',
      text: say('sms.cancelled', { number: order.number, owed }),
    });
  }
  await giveBack(tx, order.limitHolder, held, was.sold);
}

const notCancellable = ({ state }: Order) =>
  conflict(state === 'shipped' || state === 'delivered' ? 'not_cancellable.sent' : 'not_cancellable.ended');
