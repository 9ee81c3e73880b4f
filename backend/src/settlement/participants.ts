import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { Order } from '../orders/order.entity.js';

/**
 * Orders of a promotion whose customers wait for its end at `at`: paid, or with the payment being confirmed, and not
 * cancelled by then. What became of them afterwards does not matter: they are told all the same.
 */
export const ordersOfParticipants = (tx: EntityManager, promotionId: number, at: Date): SelectQueryBuilder<Order> =>
  tx
    .createQueryBuilder(Order, 'o')
    .where('o.promotionId = :promotionId AND o.placedAt <= :at', { promotionId, at })
    .andWhere(`(o.paidAt IS NOT NULL OR o.pay = 'confirming') AND (o.cancelledAt IS NULL OR o.cancelledAt > :at)`);

/** How many people that is. */
export async function countParticipants(tx: EntityManager, promotionId: number, at: Date): Promise<number> {
  const row = await ordersOfParticipants(tx, promotionId, at).select('COUNT(DISTINCT o.customerId)', 'people').getRawOne<{
    people: number | string;
  }>();
  return Number(row?.people ?? 0);
}
