import type { EntityManager } from 'typeorm';
import { Order } from './order.entity.js';

/** The kept answers of somebody's placements, which hold name and address besides the order's own columns. */
export async function forgetAnswers(tx: EntityManager, customerId: number): Promise<void> {
  await tx.update(Order, { customerId }, { placementAnswer: null });
}
