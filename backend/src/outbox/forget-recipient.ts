import type { EntityManager } from 'typeorm';
import { OutboxMessage } from './outbox-message.entity.js';

/** Who has left is written to no more, and their number stands nowhere. */
export async function forgetRecipient(tx: EntityManager, customerId: number): Promise<void> {
  await tx.update(OutboxMessage, { customerId, state: 'due' }, { state: 'dropped' });
  await tx.update(OutboxMessage, { customerId }, { recipient: '' });
}
