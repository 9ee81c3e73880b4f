import type { Context } from '../kernel/context.js';
import { Payment } from '../ledger/payment.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { OrderLine } from './order-line.entity.js';
import { ReturnRequest } from './return-request.entity.js';
import { Shipment } from './shipment.entity.js';

/** What belongs to an order, oldest first. Payments and refunds only where they are asked for. All won. */
export async function readOrderParts(ctx: Context, orderId: number, wanted: { payments: boolean; refunds: boolean }) {
  const where = { orderId };
  const { manager } = ctx.db;
  const [lines, shipments, returns, payments, refunds] = await Promise.all([
    manager.find(OrderLine, { where, order: { id: 'ASC' } }),
    manager.find(Shipment, { where }),
    manager.find(ReturnRequest, { where, order: { id: 'ASC' } }),
    wanted.payments ? manager.find(Payment, { where, order: { id: 'ASC' } }) : [],
    wanted.refunds ? manager.find(Refund, { where, order: { id: 'ASC' } }) : [],
  ]);
  return { lines, shipments, returns, payments, refunds };
}
