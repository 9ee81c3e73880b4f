import type { Context } from '../kernel/context.js';
import { read } from '../database/read.js';
import { limit, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { deleteRows } from '../database/write.js';
import { OutboxMessage } from './outbox-message.entity.js';

const messages = table(OutboxMessage);

const BATCH = limit(500);

/**
 * Messages that are past their time, a batch; gives how many went. What is still due stays. A cause that was told so long ago
 * would be told again: none is that old by then, orders and promotions have been over for months.
 */
export async function forgetMessages({ db }: Pick<Context, 'db'>, since: Date): Promise<number> {
  const over = sql`${messages.createdAt} <= ${since} AND ${messages.state} IN ${['sent', 'dropped', 'dead']}`;
  const found = await read(db, { id: messages.id }, sql`FROM ${messages} WHERE ${over} ORDER BY ${messages.id} ${BATCH}`);
  const ids = found.map(({ id }) => id);
  return ids.length === 0 ? 0 : deleteRows(db, OutboxMessage, sql`${messages.id} IN ${ids}`);
}
