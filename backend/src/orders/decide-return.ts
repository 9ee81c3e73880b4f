import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { conflict, notFound } from '../kernel/errors.js';
import { refuseUnsendable } from '../outbox/refuse-unsendable.js';
import { tellCustomer } from '../customers/tell-customer.js';
import { Payment } from '../ledger/payment.entity.js';
import { owe } from '../ledger/refund-captured.js';
import { restock } from '../holds/stock.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { moveLines, moveOrder } from './move-order.js';
import { Order } from './order.entity.js';
import { OrderLine } from './order-line.entity.js';
import { ReturnRequest } from './return-request.entity.js';
import type { ReturnAnswer } from './rules/return-window.js';
import { returnRefund } from './rules/return-window.js';
import { Shipment } from './shipment.entity.js';
import { say } from '../words/say.js';
import { readRow, readRowOrFail, readRows } from '../database/read.js';
import { FOR_UPDATE, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';

const orders = table(Order);
const returnRequests = table(ReturnRequest);
const payments = table(Payment);
const orderLines = table(OrderLine);
const shipments = table(Shipment);

export interface ReturnDecision {
  /** The order's id. */
  id: number;
  decision: ReturnAnswer;
  /** Whether its units go back to stock. */
  restock: boolean;
  reason: string;
}

/** Staff accept a return, and the money goes back, or decline it. @throws AppError 403; 404; 409 `no_return`; 422 for a reason that no handset shows, which a declined one is told */
export async function decideReturn(ctx: Context, input: ReturnDecision): Promise<void> {
  allow(ctx, 'orders', 'cancel');
  if (input.decision === 'declined') refuseUnsendable('reason', input.reason);
  await transact(ctx.db, async (tx) => {
    const order = await readRow(tx, Order, sql`WHERE ${orders.id} = ${input.id} ${FOR_UPDATE}`);
    if (!order) throw notFound();
    const request = await readRow(
      tx,
      ReturnRequest,
      sql`WHERE ${returnRequests.orderId} = ${order.id} ORDER BY ${returnRequests.id} DESC LIMIT 1`,
    );
    if (order.state !== 'return_requested' || !request) throw conflict('no_return');
    const staffId = ctx.actor.kind === 'staff' ? ctx.actor.id : null;
    const decided = {
      decision: input.decision,
      decidedAt: ctx.clock.now(),
      staffId,
      restocked: input.decision === 'accepted' && input.restock,
    };
    await updateRows(tx, ReturnRequest, decided, sql`${returnRequests.id} = ${request.id}`);
    await (input.decision === 'accepted' ? accept(tx, ctx, order, request, input) : decline(tx, ctx, order, input.reason));
    await audit(tx, ctx, {
      action: 'decideReturn',
      resource: 'orders',
      recordId: String(order.id),
      reason: input.reason,
      changes: { decision: input.decision },
    });
  });
}

async function accept(tx: EntityManager, ctx: Context, order: Order, request: ReturnRequest, input: ReturnDecision): Promise<void> {
  const payment = await readRowOrFail(
    tx,
    Payment,
    sql`WHERE ${payments.orderId} = ${order.id} AND ${payments.state} = ${'paid'} ${FOR_UPDATE}`,
  );
  const amount = returnRefund(payment.captured - payment.committed, request.postage);
  const lines = await readRows(tx, OrderLine, sql`WHERE ${orderLines.orderId} = ${order.id} AND ${orderLines.state} = ${'live'}`);
  await moveOrder(tx, order.id, 'returned', { returnedAt: ctx.clock.now() });
  await moveLines(tx, order.id, 'returned');
  if (amount > 0)
    await owe(tx, ctx, payment, { k: `order/${order.id}/return`, kind: 'return', reason: input.reason, amount, lineId: null });
  const text = say('sms.returned', { number: order.number, amount });
  await tellCustomer(tx, ctx, order, { what: 'returned', text, purpose: 'refund' });
  if (input.restock) await restock(tx, lines);
}

async function decline(tx: EntityManager, ctx: Context, order: Order, reason: string): Promise<void> {
  // It arrived, or it could not have been asked back and looked at.
  const deliveredAt = order.deliveredAt ?? ctx.clock.now();
  await moveOrder(tx, order.id, 'delivered', { deliveredAt }, { from: ['return_requested'] });
  await updateRows(tx, Shipment, { deliveredAt }, sql`${shipments.orderId} = ${order.id}`);
  const text = say('sms.return_declined', { number: order.number, reason });
  await tellCustomer(tx, ctx, order, { what: `return-declined-${ctx.clock.now().getTime()}`, text, purpose: 'order' });
}
