import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { type FieldError, fieldRefusal, invalid } from '../kernel/errors.js';
import { tellCustomer } from '../customers/tell-customer.js';
import { shipStock } from '../holds/stock.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { lockOrder, moveOrder, refuseMove } from './move-order.js';
import { Order } from './order.entity.js';
import { OrderLine } from './order-line.entity.js';
import { bareTrackingNumber, CARRIERS, isCarrier, trackingFault } from './rules/tracking-number.js';
import { Shipment } from './shipment.entity.js';
import { say } from '../words/say.js';
import { exists, readRows } from '../database/read.js';
import { limit, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows } from '../database/write.js';

const shipmentsTable = table(Shipment);
const ordersTable = table(Order);
const orderLines = table(OrderLine);

export interface ShipOrderInput {
  id: number;
  /** One of CARRIERS, as the customer knows it. */
  carrier: string;
  /** As typed or pasted; kept bare. */
  trackingNumber: string;
  /** The same number is on another order, and that is right: one box holds both. */
  sharesNumber?: boolean | undefined;
}

/**
 * A prepared order leaves the warehouse: its units leave the stock, and the customer is told carrier and tracking number.
 * The same parcel told again changes nothing.
 * @throws AppError 403; 404; 409 `wrong_state`, or `tracking_used` where another order has the number and nobody said that
 *   it may; 422 `invalid`
 */
export async function shipOrder(ctx: Context, input: ShipOrderInput): Promise<void> {
  allow(ctx, 'orders', 'ship');
  const parcel = { carrier: input.carrier.normalize('NFC').trim(), trackingNumber: bareTrackingNumber(input.trackingNumber) };
  const errors = check(parcel);
  if (errors.length > 0) throw invalid(errors[0]?.message ?? say('body.wrong'), errors);
  await transact(ctx.db, async (tx) => {
    const order = await lockOrder(tx, input.id);
    const same = sql`${shipmentsTable.carrier} = ${parcel.carrier} AND ${shipmentsTable.trackingNumber} = ${parcel.trackingNumber}`;
    if (await exists(tx, sql`FROM ${shipmentsTable} WHERE ${shipmentsTable.orderId} = ${order.id} AND ${same}`)) return;
    refuseMove(order, 'shipped');
    if (!input.sharesNumber) await refuseUsed(tx, parcel.trackingNumber);
    await ship(tx, ctx, order, parcel, input.sharesNumber ?? false);
  });
}

type Parcel = Pick<Shipment, 'carrier' | 'trackingNumber'>;

function check({ carrier, trackingNumber }: Parcel): FieldError[] {
  const known = isCarrier(carrier) ? carrier : null;
  const fault = trackingFault(known, trackingNumber);
  return [
    ...(known ? [] : [{ path: 'carrier', message: say('order.carrier', { carriers: CARRIERS.join(', ') }) }]),
    ...(fault ? [{ path: 'trackingNumber', message: fault }] : []),
  ];
}

const NAMED = 3;

// A warning, no lock: the number of one box may stand on two orders, that of another was pasted one row too low.
async function refuseUsed(tx: EntityManager, trackingNumber: string): Promise<void> {
  const shipments = await readRows(
    tx,
    Shipment,
    sql`WHERE ${shipmentsTable.trackingNumber} = ${trackingNumber} ORDER BY ${shipmentsTable.orderId} ${limit(NAMED)}`,
  );
  if (shipments.length === 0) return;
  const orders = await readRows(tx, Order, sql`WHERE ${ordersTable.id} IN ${shipments.map(({ orderId }) => orderId)}`);
  const numbers = orders.map(({ number }) => number).join(', ');
  throw fieldRefusal(409, 'trackingNumber', 'tracking_used', { trackingNumber, orders: numbers });
}

async function ship(tx: EntityManager, ctx: Context, order: Order, parcel: Parcel, sharesNumber: boolean): Promise<void> {
  const shippedAt = ctx.clock.now();
  const { id } = order;
  await moveOrder(tx, id, 'shipped', { shippedAt });
  await insertRows(tx, Shipment, { orderId: id, ...parcel, shippedAt, deliveredAt: null });
  const changes = { state: [order.state, 'shipped'], ...parcel, ...(sharesNumber ? { sharesNumber } : {}) };
  await audit(tx, ctx, { action: 'shipOrder', resource: 'orders', recordId: id, changes });
  const text = say('sms.shipped', { number: order.number, carrier: parcel.carrier, trackingNumber: parcel.trackingNumber });
  await tellCustomer(tx, ctx, order, { what: 'shipped', text, purpose: 'order' });
  await shipStock(tx, await readRows(tx, OrderLine, sql`WHERE ${orderLines.orderId} = ${id} AND ${orderLines.state} = ${'live'}`));
}
