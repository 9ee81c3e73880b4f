import { type EntityManager, In, IsNull } from 'typeorm';
import type { Context } from '../kernel/context.js';
import { Customer } from '../customers/customer.entity.js';
import { forUpdate, transact } from '../database/database.js';
import { OutboxMessage } from '../outbox/outbox-message.entity.js';
import { enqueueAll, type Message } from '../outbox/outbox.js';
import { ordersOfParticipants } from './participants.js';
import { PromotionNotice } from './promotion-notice.entity.js';

const BATCH = 200;

/** News that is not told to everybody yet. */
export async function untoldNotices(ctx: Context): Promise<number[]> {
  const rows = await ctx.db.manager.find(PromotionNotice, { where: { doneAt: IsNull() }, select: { id: true }, order: { id: 'ASC' } });
  return rows.map(({ id }) => id);
}

/** Writes a notice into the transaction of its cause, in the place of an older one of the promotion: the job sends it. */
export async function giveNotice(
  tx: EntityManager,
  ctx: Context,
  notice: Pick<PromotionNotice, 'promotionId' | 'kind' | 'text'>,
): Promise<void> {
  await dropNotices(tx, ctx, notice.promotionId);
  await tx.insert(PromotionNotice, { ...notice, createdAt: ctx.clock.now() });
}

/** What is not told yet is not told any more: it is out of date. */
export async function dropNotices(tx: EntityManager, ctx: Context, promotionId: number): Promise<void> {
  await tx.update(PromotionNotice, { promotionId, doneAt: IsNull() }, { doneAt: ctx.clock.now() });
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
  const notice = await tx.findOne(PromotionNotice, { where: { id }, ...forUpdate(tx) });
  if (!notice || notice.doneAt) return null;
  const orders = await ordersOfParticipants(tx, notice.promotionId, notice.createdAt)
    .select(['o.id', 'o.customerId'])
    .andWhere('o.id > :after', { after: notice.afterOrderId })
    .orderBy('o.id')
    .limit(BATCH)
    .getMany();
  const messages = await newMessages(tx, notice, new Set(orders.map(({ customerId }) => customerId)));
  await enqueueAll(tx, ctx, messages);
  const last = orders.at(-1);
  const done = !last || orders.length < BATCH;
  await tx.update(
    PromotionNotice,
    { id },
    { afterOrderId: last?.id ?? notice.afterOrderId, told: notice.told + messages.length, doneAt: done ? ctx.clock.now() : null },
  );
  return messages.length;
}

// Who has a second order was told with the first; who left has no phone any more.
async function newMessages(tx: EntityManager, notice: PromotionNotice, customerIds: ReadonlySet<number>): Promise<Message[]> {
  if (customerIds.size === 0) return [];
  const customers = await tx.find(Customer, { where: { id: In([...customerIds]), leftAt: IsNull() }, select: { id: true, phone: true } });
  const messages = customers.map(({ id, phone }) => ({
    k: `notice/${notice.id}/${id}`,
    channel: 'sms' as const,
    groupKey: `promotion/${notice.promotionId}/${id}`,
    recipient: phone,
    text: notice.text,
    purpose: 'notice' as const,
    customerId: id,
  }));
  const written = await tx.find(OutboxMessage, { where: { k: In(messages.map(({ k }) => k)) }, select: { k: true } });
  const before = new Set(written.map(({ k }) => k));
  return messages.filter(({ k }) => !before.has(k));
}
