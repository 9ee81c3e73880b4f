import type { EntityManager } from 'typeorm';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { updateRows } from '../database/write.js';
import { OutboxMessage } from './outbox-message.entity.js';

const messages = table(OutboxMessage);

/** Who has left is written to no more, and their number stands nowhere. */
export async function forgetRecipient(tx: EntityManager, customerId: number): Promise<void> {
  const theirs = sql`${messages.customerId} = ${customerId}`;
  await updateRows(tx, OutboxMessage, { state: 'dropped' }, sql`${theirs} AND ${messages.state} = ${'due'}`);
  await updateRows(tx, OutboxMessage, { recipient: '' }, theirs);
}
