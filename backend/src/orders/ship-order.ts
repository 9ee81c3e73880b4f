import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { transact } from '../database/database.js';
import { type FieldError, invalid } from '../kernel/errors.js';
import { tellCustomer } from '../customers/tell-customer.js';
import { shipStock } from '../holds/stock.js';
import { allow } from '../access/allow.js';
import { audit } from '../access/audit.js';
import { lockOrder, moveOrder, refuseMove } from './move-order.js';
import type { Order } from './order.entity.js';
import { OrderLine } from './order-line.entity.js';
import { Shipment } from './shipment.entity.js';

export interface ShipOrderInput {
  id: number;
  /** As the customer knows it, `CJ대한통운`. */
  carrier: string;
  /** Letters, digits and hyphens. */
  trackingNumber: string;
}

/**
 * A prepared order leaves the warehouse: its units leave the stock, and the customer is told carrier and tracking number.
 * The same parcel told again changes nothing.
 * @throws AppError 403; 404; 409 `wrong_state`; 422 `invalid`
 */
export async function shipOrder(ctx: Context, input: ShipOrderInput): Promise<void> {
  allow(ctx, 'orders', 'ship');
  const parcel = { carrier: input.carrier.trim(), trackingNumber: input.trackingNumber.trim() };
  const errors = check(parcel);
  if (errors.length > 0) throw invalid('발송 정보를 다시 확인해 주세요.', errors);
  await transact(ctx.db, async (tx) => {
    const order = await lockOrder(tx, input.id);
    if (await tx.existsBy(Shipment, { orderId: order.id, ...parcel })) return;
    refuseMove(order, 'shipped');
    await ship(tx, ctx, order, parcel);
  });
}

type Parcel = Pick<Shipment, 'carrier' | 'trackingNumber'>;

function check({ carrier, trackingNumber }: Parcel): FieldError[] {
  const carrierFits = /^\P{Cc}{1,40}$/u.test(carrier);
  const numberFits = /^[0-9A-Za-z-]{4,40}$/.test(trackingNumber);
  return [
    ...(carrierFits ? [] : [{ path: 'carrier', message: '택배사를 40자까지 적어 주세요.' }]),
    ...(numberFits ? [] : [{ path: 'trackingNumber', message: '송장번호를 숫자와 영문, 하이픈으로 4자 이상 적어 주세요.' }]),
  ];
}

async function ship(tx: EntityManager, ctx: Context, order: Order, parcel: Parcel): Promise<void> {
  const shippedAt = ctx.clock.now();
  const { id } = order;
  await moveOrder(tx, id, 'shipped', { shippedAt });
  await tx.insert(Shipment, { orderId: id, ...parcel, shippedAt, deliveredAt: null });
  await audit(tx, ctx, { action: 'shipOrder', resource: 'orders', recordId: id, changes: { state: [order.state, 'shipped'], ...parcel } });
  const text = `주문 ${order.number}의 상품을 보냈어요. ${parcel.carrier} ${parcel.trackingNumber}`;
  await tellCustomer(tx, ctx, order, { what: 'shipped', text, purpose: 'order' });
  await shipStock(tx, await tx.findBy(OrderLine, { orderId: id, state: 'live' }));
}
