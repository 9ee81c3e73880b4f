import type { Context } from '../kernel/context.js';
import { Payment } from '../ledger/payment.entity.js';
import { Refund } from '../ledger/refund.entity.js';
import { OrderLine } from './order-line.entity.js';
import { ReturnRequest } from './return-request.entity.js';
import { Shipment } from './shipment.entity.js';
import { readRows } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';

const orderLines = table(OrderLine);
const shipmentsTable = table(Shipment);
const returnRequests = table(ReturnRequest);
const paymentsTable = table(Payment);
const refundsTable = table(Refund);

/** What belongs to an order, oldest first. Payments and refunds only where they are asked for. All won. */
export async function readOrderParts(ctx: Context, orderId: number, wanted: { payments: boolean; refunds: boolean }) {
  const { manager } = ctx.db;
  const [lines, shipments, returns, payments, refunds] = await Promise.all([
    readRows(manager, OrderLine, sql`WHERE ${orderLines.orderId} = ${orderId} ORDER BY ${orderLines.id}`),
    readRows(manager, Shipment, sql`WHERE ${shipmentsTable.orderId} = ${orderId}`),
    readRows(manager, ReturnRequest, sql`WHERE ${returnRequests.orderId} = ${orderId} ORDER BY ${returnRequests.id}`),
    wanted.payments ? readRows(manager, Payment, sql`WHERE ${paymentsTable.orderId} = ${orderId} ORDER BY ${paymentsTable.id}`) : [],
    wanted.refunds ? readRows(manager, Refund, sql`WHERE ${refundsTable.orderId} = ${orderId} ORDER BY ${refundsTable.id}`) : [],
  ]);
  return { lines, shipments, returns, payments, refunds };
}
