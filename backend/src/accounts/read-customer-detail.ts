import { IsNull } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { Order } from '../orders/order.entity.js';
import { Consent } from '../customers/consent.entity.js';

/** The consents of a customer that hold, and the newest orders where they are asked for. All won. */
export async function readCustomerDetail(ctx: Context, customerId: number, wanted: { orders: boolean }) {
  const { manager } = ctx.db;
  const [consents, orders] = await Promise.all([
    manager.find(Consent, { where: { customerId, withdrawnAt: IsNull() }, order: { givenAt: 'ASC' } }),
    wanted.orders
      ? manager.find(Order, {
          select: { id: true, number: true, state: true, total: true, refunded: true, placedAt: true },
          where: { customerId },
          order: { id: 'DESC' },
          take: 10,
        })
      : [],
  ]);
  return {
    consents: consents.map(({ kind, textVersion, givenAt }) => ({ kind, textVersion, givenAt })),
    orders: orders.map(({ id: orderId, number, state, total, refunded, placedAt }) => ({
      id: orderId,
      number,
      state,
      total,
      refunded,
      placedAt,
    })),
  };
}
export type CustomerDetail = Awaited<ReturnType<typeof readCustomerDetail>>;
