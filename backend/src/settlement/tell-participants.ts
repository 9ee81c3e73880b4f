import type { EntityManager } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { Customer } from '../customers/customer.entity.js';
import { transact } from '../database/database.js';
import { read, readRows } from '../database/read.js';
import { FOR_UPDATE, limit, sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { insertRows, updateRows } from '../database/write.js';
import { Order } from '../orders/order.entity.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { enqueueAll, type Message } from '../outbox/outbox.js';
import { ofParticipants } from './participants.js';
import { PromotionNotice } from './promotion-notice.entity.js';

const BATCH = 200;

const notices = table(PromotionNotice);
const orders = table(Order);
const customers = table(Customer);
const outbox = table(OutboxMessage);

/** News that is not told to everybody yet. */
export async function untoldNotices(ctx: Context): Promise<number[]> {
  const untold = sql`FROM ${notices} WHERE ${notices.doneAt} IS NULL ORDER BY ${notices.id}`;
  const rows = await read(ctx.db, { id: notices.id }, untold);
  return rows.map(({ id }) => id);
}

/** Writes a notice into the transaction of its cause, in the place of an older one of the promotion: the job sends it. */
export async function giveNotice(
  tx: EntityManager,
  ctx: Context,
  notice: Pick<PromotionNotice, 'promotionId' | 'kind' | 'text'>,
): Promise<void> {
  await dropNotices(tx, ctx, notice.promotionId);
  await insertRows(tx, PromotionNotice, { ...notice, createdAt: ctx.clock.now() });
}

/** What is not told yet is not told any more: it is out of date. */
export async function dropNotices(tx: EntityManager, ctx: Context, promotionId: number): Promise<void> {
  const untold = sql`${notices.promotionId} = ${promotionId} AND ${notices.doneAt} IS NULL`;
  await updateRows(tx, PromotionNotice, { doneAt: ctx.clock.now() }, untold);
}

/**
 * Tells a notice to everybody who takes part, one SMS each: a batch of orders by id in a transaction of its own, so that
 * it can be killed anywhere, run again and run by several at once. Gives how many people were told by this run.
 */
export async function tellParticipants(ctx: Context, id: number): Promise<number> {
  for (let told = 0; ;) {
    const batch = await transact(ctx.db, (tx) => tellBatch(tx, ctx, id));
    if (batch === null) return told;
    told += batch;
  }
}

async function tellBatch(tx: EntityManager, ctx: Context, id: number): Promise<number | null> {
  // Held: whoever else runs the job waits here, and then begins where this one ended.
  const [notice] = await readRows(tx, PromotionNotice, sql`WHERE ${notices.id} = ${id} ${FOR_UPDATE}`);
  if (!notice || notice.doneAt) return null;
  const waiting = sql`${ofParticipants(notice.promotionId, notice.createdAt)} AND ${orders.id} > ${notice.afterOrderId}`;
  const batch = await read(
    tx,
    { id: orders.id, customerId: orders.customerId },
    sql`FROM ${orders} WHERE ${waiting} ORDER BY ${orders.id} ${limit(BATCH)}`,
  );
  const messages = await newMessages(tx, notice, new Set(batch.map(({ customerId }) => customerId)));
  await enqueueAll(tx, ctx, messages);
  const last = batch.at(-1);
  const done = !last || batch.length < BATCH;
  const told = notice.told + messages.length;
  const progress = { afterOrderId: last?.id ?? notice.afterOrderId, told, doneAt: done ? ctx.clock.now() : null };
  await updateRows(tx, PromotionNotice, progress, sql`${notices.id} = ${id}`);
  return messages.length;
}

// Who has a second order was told with the first; who left has no phone any more.
async function newMessages(tx: EntityManager, notice: PromotionNotice, customerIds: ReadonlySet<number>): Promise<Message[]> {
  if (customerIds.size === 0) return [];
  const people = await read(
    tx,
    { id: customers.id, phone: customers.phone },
    sql`FROM ${customers} WHERE ${customers.id} IN ${[...customerIds]} AND ${customers.leftAt} IS NULL`,
  );
  const messages = people.map(({ id, phone }) => ({
    k: `notice/${notice.id}/${id}`,
    channel: 'sms' as const,
    groupKey: `promotion/${notice.promotionId}/${id}`,
    recipient: phone,
    text: notice.text,
    purpose: 'notice' as const,
    customerId: id,
  }));
  const causes = messages.map(({ k }) => k);
  const written = await read(tx, { k: outbox.k }, sql`FROM ${outbox} WHERE ${outbox.k} IN ${causes}`);
  const before = new Set(written.map(({ k }) => k));
  return messages.filter(({ k }) => !before.has(k));
}
