import type { EntityManager } from 'typeorm';
import { Order } from './order.entity.js';

/** From here on it may be prepared; its state stays. */
export async function releaseOrder(tx: EntityManager, id: number, releasedAt: Date): Promise<void> {
  await tx.update(Order, { id }, { releasedAt });
}
