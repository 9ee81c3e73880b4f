import { type EntityManager, In } from 'typeorm';
import { Order } from './order.entity.js';

/** Under which name what these orders hold is counted from now on: that is what a cancel gives back. */
export async function nameHolder(tx: EntityManager, orderIds: number[], limitHolder: string): Promise<void> {
  await tx.update(Order, { id: In(orderIds) }, { limitHolder });
}
