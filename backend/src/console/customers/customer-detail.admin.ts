import { IsNull } from 'typeorm';
import { may, type Visit } from '../kit/visit.js';
import { Order } from '../../orders/order.entity.js';
import { Consent } from '../../customers/consent.entity.js';

/** What stands under a customer's columns: the consents that hold, and the newest orders. All won. */
export async function loadCustomerDetail(visit: Visit, id: string) {
  const customerId = Number(id);
  const { manager } = visit.ctx.db;
  const [consents, orders] = await Promise.all([
    manager.find(Consent, { where: { customerId, withdrawnAt: IsNull() }, order: { givenAt: 'ASC' } }),
    may(visit, 'orders', 'read')
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
export type CustomerDetail = Awaited<ReturnType<typeof loadCustomerDetail>>;
